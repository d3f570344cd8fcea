import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { subjectOf } from '../memberships/memberships';
import type { StreamState } from '../port/event-log';
import type { MembershipReader } from '../port/membership-view';
import { Resources, type Found, type Reading, type Render, type ResourceKind } from './resources';

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

  override find(tenantId: TenantId, profile: ProfileName, subject: Subject): Promise<Found> {
    const stream = this.of(tenantId)?.streams.get(subject);
    return Promise.resolve(this.found(tenantId, profile, stream ? [stream] : []));
  }

  override holder(tenantId: TenantId, profile: ProfileName, claim: Claim): Promise<Found> {
    const subject = this.of(tenantId)?.holder(claim);
    return subject === undefined
      ? Promise.resolve(this.found(tenantId, profile, []))
      : this.find(tenantId, profile, subject);
  }

  override byExternalId(
    tenantId: TenantId,
    profile: ProfileName,
    kind: ResourceKind,
    externalId: string,
  ): Promise<Found> {
    const streams = [...(this.of(tenantId)?.streams.values() ?? [])]
      .filter((one) => one.subject.startsWith(`${kind}/`))
      .filter((one) => one.attributes['externalId'] === externalId);
    return Promise.resolve(this.found(tenantId, profile, streams));
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

  private found(tenantId: TenantId, profile: ProfileName, streams: readonly StreamState[]): Found {
    const position = this.of(tenantId)?.position ?? 0;
    const rendered = (stream: StreamState): Reading => ({
      ...stream,
      position,
      rendered: this.render(profile, stream),
    });
    return { position, readings: streams.filter((one) => one.status !== 'gone').map(rendered) };
  }
}
