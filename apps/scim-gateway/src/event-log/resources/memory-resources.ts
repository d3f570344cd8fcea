import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { subjectOf } from '../memberships/memberships';
import type { StreamState } from '../port/event-log';
import type { MembershipReader } from '../port/membership-view';
import { Resources, type Reading, type Render, type ResourceKind } from './resources';

/** The state of one tenant in the log in memory. */
export interface HeldResources {
  readonly position: number;
  readonly streams: ReadonlyMap<Subject, StreamState>;
  holder(claim: Claim): Subject | undefined;
  readonly memberships: Pick<MembershipReader, 'members' | 'holders'>;
}

/** The resources of the log in memory; rendered when they are read. */
export class MemoryResources extends Resources {
  constructor(
    private readonly render: Render,
    private readonly of: (tenantId: TenantId) => HeldResources | undefined,
  ) {
    super();
  }

  override read(
    tenantId: TenantId,
    profile: ProfileName,
    subject: Subject,
  ): Promise<Reading | undefined> {
    const held = this.of(tenantId);
    const stream = held?.streams.get(subject);
    const isThere = held !== undefined && stream !== undefined && stream.status !== 'gone';
    return Promise.resolve(isThere ? this.rendered(profile, stream, held.position) : undefined);
  }

  override holder(
    tenantId: TenantId,
    profile: ProfileName,
    claim: Claim,
  ): Promise<Reading | undefined> {
    const subject = this.of(tenantId)?.holder(claim);
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
    const held = this.of(tenantId);
    const streams = [...(held?.streams.values() ?? [])];
    return Promise.resolve(
      streams
        .filter((one) => one.status !== 'gone' && one.subject.startsWith(`${kind}/`))
        .filter((one) => one.attributes['externalId'] === externalId)
        .map((one) => this.rendered(profile, one, held?.position ?? 0)),
    );
  }

  override async memberships(
    tenantId: TenantId,
    subject: Subject,
    baseUrl: string,
  ): Promise<string> {
    const held = this.of(tenantId);
    const [kind, id = ''] = subject.split('/');
    if (!held) return '';
    const display = (one: Subject) => held.streams.get(one)?.attributes['displayName'];
    const list =
      kind === 'groups'
        ? (await held.memberships.members(id)).map((member) => ({
            value: member.id,
            $ref: `${baseUrl}/${member.type}s/${member.id}`,
            type: member.type,
            display: display(subjectOf(member)),
          }))
        : (await held.memberships.holders([id])).map(({ groupId }) => ({
            value: groupId,
            $ref: `${baseUrl}/Groups/${groupId}`,
            type: 'direct',
            display: display(subjectOf({ type: 'Group', id: groupId })),
          }));
    return list.map((one) => JSON.stringify(one)).join(',');
  }

  private rendered(profile: ProfileName, stream: StreamState, position: number): Reading {
    return { ...stream, position, rendered: this.render(profile, stream) };
  }
}
