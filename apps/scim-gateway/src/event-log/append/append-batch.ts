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
import { Claims, type ClaimReader, type ClaimWrite } from '../claims/claims';
import {
  LogUnavailable,
  type Appended,
  type Change,
  type Command,
  type StreamState,
  type TenantState,
  type View,
} from '../port/event-log';
import type { Render } from '../resources/resources';
import { Memberships, type MembershipWrite } from '../memberships/memberships';
import type { MembershipReader, ResolvedPair, Pair } from '../port/membership-view';

/** Reads inside the append, after the tenant's lock is held. */
export interface Reader extends MembershipReader, ClaimReader {
  streams(subjects: readonly Subject[]): Promise<readonly StreamState[]>;
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
  readonly actorLabel: string | null;
  readonly correlationId: string;
  readonly commandId: string;
}

/** A pending erasure. */
export interface Erasure {
  readonly subject: Subject;
  /** The position of its event: everything of the stream below it is to be redacted. */
  readonly position: number;
  readonly actor: string;
}

/** Everything that one append writes. */
export interface Write extends MembershipWrite, ClaimWrite {
  readonly before: TenantState;
  readonly after: TenantState;
  readonly time: string;
  readonly events: readonly EventRow[];
  readonly streams: readonly StreamState[];
  readonly erasures: readonly Erasure[];
}

export type Outcome = { readonly appended: Appended } | { readonly refused: unknown };

const CHECKED = /^(?:users|groups)\//;

/**
 * What a stream adds to its tenant's checksum; undefined for a deleted one, or one of no resource.
 */
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
  private readonly claims: Claims;
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
    this.claims = new Claims(
      reader,
      async (subject) => (await this.stream(subject))?.status === 'gone',
    );
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
    this.claims.seed(claim, subject);
  }
  seedMemberships(memberIds: readonly string[], pairs: readonly Pair[]): void {
    this.memberships.seedHolders(memberIds, pairs);
  }
  seedNamed(pairs: readonly Pair[], found: readonly ResolvedPair[]): void {
    this.memberships.seedNamed(pairs, found);
  }

  async decide(command: Command): Promise<Outcome> {
    const view: View = {
      tenant: this.tenant,
      stream: (subject) => this.stream(subject),
      streams: (subjects) => this.allOf(subjects),
      memberships: this.memberships,
      holder: (claim) => this.claims.holder(claim),
      erased: (subject) => this.erased(subject),
    };
    try {
      const { change, cascades = [], tenant } = await command.decide(view);
      const changes = change ? [...cascades, change] : cascades;
      for (const one of changes) await this.claims.check(one);
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
    return {
      before: this.before,
      after: this.tenant,
      time: this.time,
      events: this.events,
      streams: [...this.changed].map((subject) => this.streams.get(subject) as StreamState),
      erasures: this.erasures,
      ...this.claims.write(),
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

  private async apply(change: Change, command: Command): Promise<StreamState | undefined> {
    const { subject, facts } = change;
    const former = await this.stream(subject);
    await this.claims.apply(change);
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
        actorLabel: command.actorLabel ?? null,
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
