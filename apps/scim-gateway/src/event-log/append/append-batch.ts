import {
  catalogue,
  EMPTY_CHECKSUM,
  isEventType,
  moveChecksum,
  rowChecksum,
  type Checksum,
  type Subject,
} from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import {
  ClaimTaken,
  LogUnavailable,
  type Appended,
  type Change,
  type Command,
  type Render,
  type StreamState,
  type TenantState,
  type View,
} from '../port/event-log';
import { Memberships, type MembershipWrite } from '../memberships/memberships';
import type { MembershipReader, NamedPair, Pair } from '../port/membership-view';

/** Reads inside the append, after the tenant's lock is held. */
export interface Reader extends MembershipReader {
  streams(subjects: readonly Subject[]): Promise<readonly StreamState[]>;
  holder(claim: Claim): Promise<Subject | undefined>;
  erased(subject: Subject): Promise<boolean>;
}

export interface EventRow {
  readonly position: number;
  readonly subject: Subject;
  readonly streamVersion: number;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly commandId: string;
}

/** An erasure that is to be carried out. */
export interface Erasure {
  readonly subject: Subject;
  /** Of the event that says it: everything of the stream below is to be redacted. */
  readonly position: number;
  readonly actor: string;
}

/** Everything that one append writes. */
export interface Write extends MembershipWrite {
  readonly before: TenantState;
  readonly after: TenantState;
  readonly time: string;
  readonly events: readonly EventRow[];
  readonly streams: readonly StreamState[];
  readonly released: readonly (Claim & { readonly subject: Subject })[];
  readonly taken: readonly (Claim & { readonly subject: Subject })[];
  readonly erasures: readonly Erasure[];
}

export type Outcome = { readonly appended: Appended } | { readonly refused: unknown };

const key = (claim: Claim): string => `${claim.kind}\n${claim.value}`;
const same = (a: Claim, b: Claim): boolean => a.kind === b.kind && a.value === b.value;
const NOT_HELD = '' as Subject;

/** Who held a claim before this append, and who does by now. */
interface Holder {
  claim: Claim;
  readonly before: Subject;
  now: Subject;
}

const CHECKED = /^(?:users|groups)\//;

/** What a stream adds to its tenant's checksum; undefined for one that is gone or no resource. */
export const checksumOf = (
  stream: Pick<StreamState, 'subject' | 'status' | 'version' | 'attributes'> | undefined,
): Checksum | undefined =>
  stream === undefined || stream.status === 'gone' || !CHECKED.test(stream.subject)
    ? undefined
    : rowChecksum(stream.subject, stream.version, stream.attributes);

/**
 * Decides commands one after the other, each on what the former left. Pure but for `reader`:
 * the two logs share it, so that the memory log decides exactly as the Postgres one does.
 */
export class Batch {
  private readonly streams = new Map<Subject, StreamState | undefined>();
  private readonly changed = new Set<Subject>();
  private readonly holders = new Map<string, Holder>();
  private readonly events: EventRow[] = [];
  private readonly erasures: Erasure[] = [];
  private readonly memberships: Memberships;
  private tenant: TenantState;

  constructor(
    private readonly before: TenantState,
    private readonly reader: Reader,
    private readonly render: Render,
    private readonly time: string,
  ) {
    this.tenant = before;
    this.memberships = new Memberships(reader, (subject) => {
      const stream = this.changed.has(subject) ? this.streams.get(subject) : undefined;
      return stream && (stream.status === 'gone' ? 'gone' : 'live');
    });
  }

  /** Puts in what was read with the lock; what was looked for and not found is put in too. */
  seed(subject: Subject, stream: StreamState | undefined): void {
    this.streams.set(subject, stream);
  }
  seedHolder(claim: Claim, subject: Subject | undefined): void {
    const held = subject ?? NOT_HELD;
    this.holders.set(key(claim), { claim, before: held, now: held });
  }
  seedMemberships(memberIds: readonly string[], pairs: readonly Pair[]): void {
    this.memberships.seedHolders(memberIds, pairs);
  }
  seedNamed(pairs: readonly Pair[], found: readonly NamedPair[]): void {
    this.memberships.seedNamed(pairs, found);
  }

  async decide(command: Command): Promise<Outcome> {
    const view: View = {
      tenant: this.tenant,
      stream: (subject) => this.stream(subject),
      streams: (subjects) => this.allOf(subjects),
      memberships: this.memberships,
      holder: async (claim) => (await this.holder(claim)).now || undefined,
      erased: (subject) => this.erased(subject),
    };
    try {
      const { change, cascades = [], tenant } = await command.decide(view);
      const changes = change ? [...cascades, change] : cascades;
      for (const one of changes) await this.checkClaims(one);
      if (tenant) this.tenant = { ...this.tenant, ...tenant };
      for (const one of cascades) await this.apply(one, command);
      const stream = change && (await this.apply(change, command));
      const events = changes.reduce((sum, { facts }) => sum + facts.length, 0);
      return { appended: { tenant: this.tenant, stream, events } };
    } catch (refused) {
      if (refused instanceof LogUnavailable) throw refused;
      return { refused };
    }
  }

  write(): Write {
    const moved = [...this.holders.values()].filter(({ before, now }) => before !== now);
    return {
      before: this.before,
      after: this.tenant,
      time: this.time,
      events: this.events,
      streams: [...this.changed].map((subject) => this.streams.get(subject) as StreamState),
      released: moved
        .filter(({ before }) => before !== NOT_HELD)
        .map(({ claim, before }) => ({ ...claim, subject: before })),
      taken: moved
        .filter(({ now }) => now !== NOT_HELD)
        .map(({ claim, now }) => ({ ...claim, subject: now })),
      erasures: this.erasures,
      ...this.memberships.write(),
    };
  }

  private async erased(subject: Subject): Promise<boolean> {
    return (
      this.erasures.some((one) => one.subject === subject) || (await this.reader.erased(subject))
    );
  }

  private async stream(subject: Subject): Promise<StreamState | undefined> {
    if (!this.streams.has(subject)) await this.allOf([subject]);
    return this.streams.get(subject);
  }

  private async allOf(subjects: readonly Subject[]): Promise<readonly (StreamState | undefined)[]> {
    const unread = subjects.filter((subject) => !this.streams.has(subject));
    if (unread.length > 0) {
      const found = await this.reader.streams(unread);
      for (const subject of unread) this.seed(subject, undefined);
      for (const stream of found) this.seed(stream.subject, stream);
    }
    return subjects.map((subject) => this.streams.get(subject));
  }

  private async holder(claim: Claim): Promise<Holder> {
    if (!this.holders.has(key(claim))) this.seedHolder(claim, await this.reader.holder(claim));
    return this.holders.get(key(claim)) as Holder;
  }

  /** All claims are checked before anything is applied: a refused command leaves no trace. */
  private async checkClaims({ subject, held, holds }: Change): Promise<void> {
    for (const claim of holds) {
      if (held.some((one) => same(one, claim))) continue;
      const { now } = await this.holder(claim);
      if (now !== NOT_HELD && now !== subject && !(await this.isLeft(now)))
        throw new ClaimTaken(claim);
    }
  }

  /** A former release gives up what it knows of: a claim of a newer folding is left then. */
  private async isLeft(holder: Subject): Promise<boolean> {
    return (await this.stream(holder))?.status === 'gone';
  }

  private async apply(change: Change, command: Command): Promise<StreamState | undefined> {
    const { subject, facts, held, holds } = change;
    const former = await this.stream(subject);
    for (const claim of held)
      if (!holds.some((one) => same(one, claim))) await this.move(claim, NOT_HELD);
    for (const claim of holds)
      if (!held.some((one) => same(one, claim))) await this.move(claim, subject);
    if (facts.length === 0) return former;
    const version = (former?.version ?? 0) + facts.length;
    this.record(change, command, version - facts.length);
    const state = {
      subject,
      version,
      status: change.status,
      attributes: change.status === 'gone' ? {} : change.attributes,
      createdAt: former?.createdAt ?? this.time,
      modifiedAt: this.time,
    };
    const stream = {
      ...state,
      rendered: change.status === 'gone' ? '' : this.render(this.tenant.profile, state),
    };
    this.streams.set(subject, stream);
    this.changed.add(subject);
    const [, id = ''] = subject.split('/');
    if (change.status === 'gone') this.memberships.empty(id);
    else this.memberships.move(id, change.joins ?? [], change.leaves ?? []);
    this.tenant = {
      ...this.tenant,
      position: this.tenant.position + facts.length,
      checksum: moveChecksum(this.tenant.checksum, {
        minus: checksumOf(former),
        plus: checksumOf(stream),
      }),
    };
    if (change.erases) this.erase(subject, command.actor);
    return stream;
  }

  private erase(subject: Subject, actor: string): void {
    const { position, tenantId } = this.tenant;
    this.erasures.push({ subject, position, actor });
    if (subject === `tenants/${tenantId}`)
      this.tenant = { ...this.tenant, checksum: EMPTY_CHECKSUM };
  }

  private async move(claim: Claim, to: Subject): Promise<void> {
    const holder = await this.holder(claim);
    holder.now = to;
    // Who takes a value takes it as of the folding that it is of now.
    holder.claim = claim;
  }

  private record({ subject, facts }: Change, command: Command, from: number): void {
    const { source } = command;
    facts.forEach((fact, i) => {
      const data = source === undefined ? fact.data : { ...(fact.data as object), source };
      this.events.push({
        position: this.tenant.position + i + 1,
        subject,
        streamVersion: from + i + 1,
        type: fact.type,
        version: isEventType(fact.type) ? catalogue[fact.type].version : 1,
        data: JSON.stringify(data),
        actor: command.actor,
        correlationId: command.correlationId,
        commandId: command.id,
      });
    });
  }
}

export const emptyTenant = (tenant: Omit<TenantState, 'position' | 'checksum'>): TenantState => ({
  ...tenant,
  position: 0,
  checksum: EMPTY_CHECKSUM,
});
