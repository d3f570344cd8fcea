/** The event log and its inline projections. Tenant id first; the hot path writes them with SQL. */
import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { Key, Moment, MomentOrNull, Text, TextOrNull } from './columns';

@Entity('tenants')
@Check('tenants_profile', `profile IN ('strict', 'full')`)
@Check('tenants_provisioning', `provisioning IN ('enabled', 'disabled')`)
export class TenantEntity {
  @Key('tenants_pk', 'tenant_id') tenantId!: string;
  @Text() name!: string;
  @Text() profile!: string;
  @Text() provisioning!: string;
  @Column({ type: 'integer', name: 'rate_limit', nullable: true }) rateLimit!: number | null;
  @Moment('created_at') createdAt!: Date;
  @Column('bigint') position!: string;
  @Text() checksum!: string;
  @MomentOrNull('erased_at') erasedAt!: Date | null;
}

@Entity('events')
@Unique('events_stream_version', ['tenantId', 'subject', 'streamVersion'])
@Index('events_leavers', ['tenantId', 'position'], {
  where: `type = ANY (ARRAY['UserDeactivated', 'UserDeprovisioned'])`,
})
@Index('events_deletions', ['tenantId', 'position'], { where: `type = 'UserDeprovisioned'` })
export class EventEntity {
  @Key('events_pk', 'tenant_id') tenantId!: string;
  @Key('events_pk', undefined, 'bigint') position!: string;
  @Text() subject!: string;
  @Column({ type: 'integer', name: 'stream_version' }) streamVersion!: number;
  @Text() type!: string;
  @Column('smallint') version!: number;
  @Column('json') data!: unknown;
  @Text() actor!: string;
  /** What people call the actor; null where the actor says it, and in events of former releases. */
  @TextOrNull('actor_label') actorLabel!: string | null;
  @Text('correlation_id') correlationId!: string;
  @Column({ type: 'uuid', name: 'command_id' }) commandId!: string;
  @Moment('recorded_at') recordedAt!: Date;
  /** When its words were erased; null while it says them. */
  @MomentOrNull('redacted_at') redactedAt!: Date | null;
}

@Entity('erasures')
@Index('erasures_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class ErasureEntity {
  @Key('erasures_pk', 'tenant_id') tenantId!: string;
  @Key('erasures_pk') subject!: string;
  @Column('bigint') position!: string;
  @Moment('asked_at') requestedAt!: Date;
  @Text('asked_by') requestedBy!: string;
  /** Names of the steps that are done. */
  @Column({ type: 'text', array: true, default: '{}' }) steps!: string[];
  /** Live resources that still name the person. */
  @Column({ type: 'text', name: 'named_in', array: true, default: '{}' }) namedIn!: string[];
  /** Generations of the topic that published it before. */
  @Column({ type: 'integer', array: true, default: '{}' }) generations!: number[];
  /** When a gateway is to continue it; null when it is done. */
  @MomentOrNull('due_at') dueAt!: Date | null;
  @MomentOrNull('done_at') doneAt!: Date | null;
}

@Entity('streams')
@Index('streams_external_id', ['tenantId', 'externalId'], { where: 'external_id IS NOT NULL' })
export class StreamEntity {
  @Key('streams_pk', 'tenant_id') tenantId!: string;
  @Key('streams_pk') subject!: string;
  @Column('integer') version!: number;
  @Text() status!: string;
  @Column('json') attributes!: unknown;
  @Text() rendered!: string;
  @Text('render_tag') renderTag!: string;
  @TextOrNull('external_id') externalId!: string | null;
  @Moment('created_at') createdAt!: Date;
  @Moment('modified_at') modifiedAt!: Date;
}

@Entity('claims')
@Index('claims_former', ['tenantId', 'kind', 'value'], { where: 'folding = 1' })
export class ClaimEntity {
  @Key('claims_pk', 'tenant_id') tenantId!: string;
  @Key('claims_pk') kind!: string;
  @Key('claims_pk') value!: string;
  @Text() subject!: string;
  /** Which folding `value` is of: 1 is what the releases before this column wrote. */
  @Column({ type: 'smallint', default: 1 }) folding!: number;
}

@Entity('memberships')
@Check('memberships_type', `type IN ('User', 'Group')`)
@Index('memberships_inner', ['tenantId', 'groupId', 'memberId'], { where: `type = 'Group'` })
@Index('memberships_member', ['tenantId', 'memberId'])
export class MembershipEntity {
  @Key('memberships_pk', 'tenant_id') tenantId!: string;
  @Key('memberships_pk', 'group_id') groupId!: string;
  @Key('memberships_pk', 'member_id') memberId!: string;
  @Text() type!: string;
}
