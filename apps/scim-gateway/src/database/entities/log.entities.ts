/** The event log and its inline projections. Tenant id first; the hot path writes them with SQL. */
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('tenants')
@Check('tenants_profile', `profile IN ('strict', 'full')`)
@Check('tenants_provisioning', `provisioning IN ('enabled', 'disabled')`)
export class TenantEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'tenants_pk' })
  tenantId!: string;
  @Column('text') name!: string;
  @Column('text') profile!: string;
  @Column('text') provisioning!: string;
  @Column({ type: 'integer', name: 'rate_limit', nullable: true }) rateLimit!: number | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 }) createdAt!: Date;
  @Column('bigint') position!: string;
  @Column('text') checksum!: string;
  @Column({ type: 'timestamptz', name: 'erased_at', precision: 3, nullable: true })
  erasedAt!: Date | null;
}

@Entity('events')
@Unique('events_stream_version', ['tenantId', 'subject', 'streamVersion'])
@Index('events_leavers', ['tenantId', 'position'], {
  where: `type = ANY (ARRAY['UserDeactivated', 'UserDeprovisioned'])`,
})
@Index('events_deletions', ['tenantId', 'position'], { where: `type = 'UserDeprovisioned'` })
export class EventEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'events_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'events_pk' }) position!: string;
  @Column('text') subject!: string;
  @Column({ type: 'integer', name: 'stream_version' }) streamVersion!: number;
  @Column('text') type!: string;
  @Column('smallint') version!: number;
  @Column('json') data!: unknown;
  @Column('text') actor!: string;
  @Column({ type: 'text', name: 'correlation_id' }) correlationId!: string;
  @Column({ type: 'uuid', name: 'command_id' }) commandId!: string;
  @Column({ type: 'timestamptz', name: 'recorded_at', precision: 3 }) recordedAt!: Date;
  /** When its words were erased; null while it says them. */
  @Column({ type: 'timestamptz', name: 'redacted_at', precision: 3, nullable: true })
  redactedAt!: Date | null;
}

@Entity('erasures')
@Index('erasures_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class ErasureEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'erasures_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'erasures_pk' }) subject!: string;
  @Column('bigint') position!: string;
  @Column({ type: 'timestamptz', name: 'asked_at', precision: 3 }) requestedAt!: Date;
  @Column({ type: 'text', name: 'asked_by' }) requestedBy!: string;
  /** Names of the steps that are done. */
  @Column({ type: 'text', array: true, default: '{}' }) steps!: string[];
  /** Live resources that still name the person. */
  @Column({ type: 'text', name: 'named_in', array: true, default: '{}' }) namedIn!: string[];
  /** Generations of the topic that published it before. */
  @Column({ type: 'integer', array: true, default: '{}' }) generations!: number[];
  /** When somebody is to go on with it; null when it is done. */
  @Column({ type: 'timestamptz', name: 'due_at', precision: 3, nullable: true })
  dueAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'done_at', precision: 3, nullable: true })
  doneAt!: Date | null;
}

@Entity('streams')
@Index('streams_external_id', ['tenantId', 'externalId'], { where: 'external_id IS NOT NULL' })
export class StreamEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'streams_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'streams_pk' }) subject!: string;
  @Column('integer') version!: number;
  @Column('text') status!: string;
  @Column('json') attributes!: unknown;
  @Column('text') rendered!: string;
  @Column({ type: 'text', name: 'render_tag' }) renderTag!: string;
  @Column({ type: 'text', name: 'external_id', nullable: true }) externalId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'modified_at', precision: 3 }) modifiedAt!: Date;
}

@Entity('claims')
@Index('claims_former', ['tenantId', 'kind', 'value'], { where: 'folding = 1' })
export class ClaimEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'claims_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'claims_pk' }) kind!: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'claims_pk' }) value!: string;
  @Column('text') subject!: string;
  /** Which folding `value` is of: 1 is what the releases before this column wrote. */
  @Column({ type: 'smallint', default: 1 }) folding!: number;
}

@Entity('memberships')
@Check('memberships_type', `type IN ('User', 'Group')`)
@Index('memberships_inner', ['tenantId', 'groupId', 'memberId'], { where: `type = 'Group'` })
@Index('memberships_member', ['tenantId', 'memberId'])
export class MembershipEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'memberships_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'group_id', primaryKeyConstraintName: 'memberships_pk' })
  groupId!: string;
  @PrimaryColumn({ type: 'text', name: 'member_id', primaryKeyConstraintName: 'memberships_pk' })
  memberId!: string;
  @Column('text') type!: string;
}
