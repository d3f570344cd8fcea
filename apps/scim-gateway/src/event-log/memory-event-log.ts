import type { Member, ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { Batch, emptyTenant, type EventRow, type Write } from './append/append-batch';
import { subjectOf } from './memberships/memberships';
import type { MembershipReader } from './port/membership-view';
import {
  EventLog,
  TenantUnknown,
  type Appended,
  type Command,
  type Reading,
  type Render,
  type ResourceKind,
  type StreamState,
  type TenantState,
} from './port/event-log';

interface Kept {
  tenant: TenantState;
  readonly events: EventRow[];
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
  private readonly kept = new Map<TenantId, Kept>();

  constructor(private readonly render: Render) {
    super();
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

  override position(tenantId: TenantId): Promise<number> {
    return Promise.resolve(this.kept.get(tenantId)?.tenant.position ?? 0);
  }

  override read(
    tenantId: TenantId,
    profile: ProfileName,
    subject: Subject,
  ): Promise<Reading | undefined> {
    const stream = this.kept.get(tenantId)?.streams.get(subject);
    if (stream === undefined || stream.status === 'gone') return Promise.resolve(undefined);
    return Promise.resolve({ ...stream, rendered: this.render(profile, stream) });
  }

  override holder(
    tenantId: TenantId,
    profile: ProfileName,
    claim: Claim,
  ): Promise<Reading | undefined> {
    const subject = this.kept.get(tenantId)?.claims.get(key(claim));
    return subject === undefined
      ? Promise.resolve(undefined)
      : this.read(tenantId, profile, subject);
  }

  override byExternalId(
    tenantId: TenantId,
    profile: ProfileName,
    kind: ResourceKind,
    externalId: string,
  ): Promise<readonly Reading[]> {
    const streams = [...(this.kept.get(tenantId)?.streams.values() ?? [])];
    return Promise.resolve(
      streams
        .filter((one) => one.status !== 'gone' && one.subject.startsWith(`${kind}/`))
        .filter((one) => one.attributes['externalId'] === externalId)
        .map((one) => ({ ...one, rendered: this.render(profile, one) })),
    );
  }

  override membership(tenantId: TenantId, subject: Subject, baseUrl: string): Promise<string> {
    const kept = this.kept.get(tenantId);
    const [kind, id = ''] = subject.split('/');
    if (!kept) return Promise.resolve('');
    const reader = membershipsOf(kept);
    const ask = async (): Promise<readonly object[]> => {
      const display = (one: Subject) => kept.streams.get(one)?.attributes['displayName'];
      if (kind === 'groups')
        return (await reader.members(id)).map((member) => ({
          value: member.id,
          $ref: `${baseUrl}/${member.type}s/${member.id}`,
          type: member.type,
          display: display(subjectOf(member)),
        }));
      return (await reader.holders([id])).map(({ groupId }) => ({
        value: groupId,
        $ref: `${baseUrl}/Groups/${groupId}`,
        type: 'direct',
        display: display(subjectOf({ type: 'Group', id: groupId })),
      }));
    };
    return ask().then((list) => list.map((one) => JSON.stringify(one)).join(','));
  }

  private async once(kept: Kept, command: Command): Promise<Appended> {
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

  private keep(kept: Kept, write: Write): void {
    kept.tenant = write.after;
    kept.events.push(...write.events);
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

const isErased = ({ tenant, erased }: Kept): boolean =>
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

const membershipsOf = ({ streams, groups }: Kept): MembershipReader => ({
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
