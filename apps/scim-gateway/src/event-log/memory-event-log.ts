import type { Member, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { Batch, emptyTenant, type Write } from './append/append-batch';
import { subjectOf } from './memberships/memberships';
import type { MembershipReader } from './port/membership-view';
import {
  EventLog,
  TenantUnknown,
  type Appended,
  type Command,
  type LogPlace,
  type RecordedEvent,
  type StreamState,
  type TenantState,
} from './port/event-log';
import { MemoryResources } from './resources/memory-resources';
import type { Render, Resources } from './resources/resources';

interface StoredTenant {
  tenant: TenantState;
  readonly events: RecordedEvent[];
  readonly streams: Map<Subject, StreamState>;
  readonly claims: Map<string, Subject>;
  /** Members by group. */
  readonly groups: Map<string, Map<string, Member['type']>>;
  readonly erased: Set<Subject>;
  /** The end of the queue: commands of a tenant are decided one after the other. */
  last: Promise<unknown>;
}

const key = (claim: Claim): string => `${claim.kind}\n${claim.value}`;

/** The event log in memory: same decisions, for tests that need no engine. */
export class MemoryEventLog extends EventLog {
  private readonly kept = new Map<TenantId, StoredTenant>();

  /** The users and groups of its appends. */
  readonly resources: Resources;

  constructor(private readonly render: Render) {
    super();
    this.resources = new MemoryResources(render, (tenantId) => {
      const kept = this.kept.get(tenantId);
      return (
        kept && {
          position: kept.tenant.position,
          streams: kept.streams,
          holder: (claim) => kept.claims.get(key(claim)),
          memberships: membershipsOf(kept),
        }
      );
    });
  }

  override append(tenantId: TenantId, command: Command): Promise<Appended> {
    const kept = this.kept.get(tenantId);
    if (!kept || isErased(kept)) return Promise.reject(new TenantUnknown(tenantId));
    const appended = kept.last.then(() => this.once(kept, command));
    kept.last = appended.catch(() => undefined);
    return appended;
  }

  override register(tenant: Omit<TenantState, 'position' | 'checksum'>): Promise<boolean> {
    if (this.kept.has(tenant.tenantId)) return Promise.resolve(false);
    this.kept.set(tenant.tenantId, {
      tenant: emptyTenant(tenant),
      events: [],
      streams: new Map(),
      claims: new Map(),
      groups: new Map(),
      erased: new Set(),
      last: Promise.resolve(),
    });
    return Promise.resolve(true);
  }

  override tenant(tenantId: TenantId): Promise<TenantState | undefined> {
    const kept = this.kept.get(tenantId);
    return Promise.resolve(kept && !isErased(kept) ? kept.tenant : undefined);
  }

  override tenants(): Promise<readonly TenantState[]> {
    const there = [...this.kept.values()].filter((one) => !isErased(one));
    return Promise.resolve(there.map(({ tenant }) => tenant));
  }

  override place(tenantId: TenantId): Promise<LogPlace> {
    return Promise.resolve({ position: this.kept.get(tenantId)?.tenant.position ?? 0 });
  }

  override readStream(
    tenantId: TenantId,
    subject: Subject,
    most: number,
  ): Promise<readonly RecordedEvent[]> {
    const events = this.kept.get(tenantId)?.events ?? [];
    return Promise.resolve(events.filter((one) => one.subject === subject).slice(-most));
  }

  override readEvents(
    tenantId: TenantId,
    position: number,
    most: number,
  ): Promise<readonly RecordedEvent[]> {
    const events = this.kept.get(tenantId)?.events ?? [];
    return Promise.resolve(events.slice(Math.max(0, position - 1)).slice(0, most));
  }

  private async once(kept: StoredTenant, command: Command): Promise<Appended> {
    const reader = {
      ...membershipsOf(kept),
      streams: (subjects: readonly Subject[]) =>
        Promise.resolve(subjects.flatMap((one) => kept.streams.get(one) ?? [])),
      holder: (claim: Claim) => Promise.resolve(kept.claims.get(key(claim))),
      erased: (subject: Subject) => Promise.resolve(kept.erased.has(subject)),
    };
    const batch = new Batch(kept.tenant, reader, this.render, new Date().toISOString());
    const outcome = await batch.decide(command);
    if ('refused' in outcome) throw outcome.refused;
    this.keep(kept, batch.write());
    const { tenantId } = kept.tenant;
    this.notify({ tenantId, events: outcome.appended.events, commands: 1 });
    return outcome.appended;
  }

  private keep(kept: StoredTenant, write: Write): void {
    kept.tenant = write.after;
    const { time } = write;
    const recorded = write.events.map((event) => ({
      ...event,
      time,
      data: JSON.parse(event.data) as unknown,
    }));
    kept.events.push(...recorded);
    for (const stream of write.streams) kept.streams.set(stream.subject, stream);
    for (const claim of write.released) kept.claims.delete(key(claim));
    for (const claim of write.taken) kept.claims.set(key(claim), claim.subject);
    for (const { subject } of write.erasures) kept.erased.add(subject);
    for (const groupId of write.emptied) kept.groups.delete(groupId);
    for (const { groupId, memberId } of write.left) kept.groups.get(groupId)?.delete(memberId);
    for (const { groupId, memberId, type } of write.joined)
      kept.groups.set(groupId, (kept.groups.get(groupId) ?? new Map()).set(memberId, type));
  }
}

const isErased = ({ tenant, erased }: StoredTenant): boolean =>
  erased.has(`tenants/${tenant.tenantId}` as Subject);

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** Every step that leads from the ids onwards, once. */
const reached = (
  ids: readonly string[],
  next: (id: string) => readonly string[],
): readonly (readonly [from: string, to: string])[] => {
  const seen = new Set(ids);
  const steps: [string, string][] = [];
  for (const id of seen)
    for (const to of next(id)) {
      steps.push([id, to]);
      seen.add(to);
    }
  return steps;
};

const membershipsOf = ({ streams, groups }: StoredTenant): MembershipReader => ({
  named: (pairs) =>
    Promise.resolve(
      pairs.flatMap(({ groupId, memberId }) => {
        const type = (['User', 'Group'] as const).find((one) => {
          const stream = streams.get(subjectOf({ type: one, id: memberId }));
          return stream !== undefined && stream.status !== 'gone';
        });
        const member = groups.get(groupId)?.has(memberId) ?? false;
        return type ? [{ groupId, memberId, type, member }] : [];
      }),
    ),
  members: (groupId) =>
    Promise.resolve(
      [...(groups.get(groupId) ?? [])].map(([id, type]) => ({ id, type })).sort(byId),
    ),
  outer: (ids) =>
    Promise.resolve(
      reached(ids, (id) =>
        [...groups].flatMap(([groupId, members]) => (members.has(id) ? [groupId] : [])),
      ).map(([memberId, groupId]) => ({ groupId, memberId })),
    ),
  inner: (ids) =>
    Promise.resolve(
      reached(ids, (id) =>
        [...(groups.get(id) ?? [])].flatMap(([inner, type]) => (type === 'Group' ? [inner] : [])),
      ).map(([groupId, memberId]) => ({ groupId, memberId })),
    ),
  holders: (ids) =>
    Promise.resolve(
      [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([groupId, members]) =>
          ids.filter((id) => members.has(id)).map((memberId) => ({ groupId, memberId })),
        ),
    ),
});
