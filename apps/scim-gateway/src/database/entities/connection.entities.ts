/** The connection of each tenant's provider: quirks, tests, rotations and expiry of tokens. */
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { moment, momentOrNull } from './columns';

/** The strictness of a tenant, and the quirks that are off. */
@Entity('dialects')
@Check('dialects_strictness', `strictness IN ('tolerant', 'interop')`)
export class DialectEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'dialects_pk' })
  tenantId!: string;
  @Column('text') strictness!: string;
  @Column({ type: 'text', name: 'quirks_off', array: true }) quirksOff!: string[];
}

@Entity('quirk_counts')
export class QuirkCountEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'quirk_counts_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'quirk_counts_pk' }) quirk!: string;
  @Column('bigint') count!: string;
  @Column(moment('last_at')) lastAt!: Date;
}

/** The progress of a set-up; null for a step that was not made yet. */
@Entity('connections')
export class ConnectionEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'connections_pk' })
  tenantId!: string;
  @Column({ type: 'text', nullable: true }) provider!: string | null;
  @Column({ type: 'json', nullable: true }) expiry!: unknown;
  @Column({ type: 'text', name: 'token_id', nullable: true }) tokenId!: string | null;
  @Column(momentOrNull('tested_at')) testedAt!: Date | null;
  @Column({ type: 'boolean', name: 'test_passed', nullable: true }) testPassed!: boolean | null;
  @Column(momentOrNull('saved_at')) savedAt!: Date | null;
  @Column({ type: 'text', name: 'mangled_prefix', nullable: true }) mangledPrefix!: string | null;
  @Column({ type: 'integer', name: 'mangled_count', nullable: true }) mangledCount!: number | null;
  @Column(momentOrNull('mangled_at')) mangledAt!: Date | null;
}

@Entity('rotations')
export class RotationEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'rotations_pk' })
  tenantId!: string;
  @Column({ type: 'text', name: 'old_token_id' }) oldTokenId!: string;
  @Column({ type: 'text', name: 'new_token_id', nullable: true }) newTokenId!: string | null;
  @Column({ type: 'bigint', name: 'old_requests' }) oldRequests!: string;
  @Column(moment('started_at')) startedAt!: Date;
  @Column(momentOrNull('overlap_until')) overlapUntil!: Date | null;
  @Column({ type: 'text', name: 'set_by', nullable: true }) setBy!: string | null;
  @Column({ type: 'text', name: 'correlation_id', nullable: true }) correlationId!: string | null;
}

@Entity('webhooks')
export class WebhookEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'webhooks_pk' })
  tenantId!: string;
  @Column('text') url!: string;
  @Column({ type: 'text', name: 'sealed_secret' }) sealedSecret!: string;
  @Column(moment('changed_at')) changedAt!: Date;
  @Column(momentOrNull('planned_at')) plannedAt!: Date | null;
}

@Entity('webhook_deliveries')
@Index('webhook_deliveries_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class WebhookDeliveryEntity {
  @PrimaryColumn({
    type: 'text',
    name: 'tenant_id',
    primaryKeyConstraintName: 'webhook_deliveries_pk',
  })
  tenantId!: string;
  @PrimaryColumn({
    type: 'text',
    name: 'token_id',
    primaryKeyConstraintName: 'webhook_deliveries_pk',
  })
  tokenId!: string;
  @PrimaryColumn({
    type: 'smallint',
    name: 'days_left',
    primaryKeyConstraintName: 'webhook_deliveries_pk',
  })
  daysLeft!: number;
  @Column('text') body!: string;
  @Column('smallint') tries!: number;
  @Column(momentOrNull('due_at')) dueAt!: Date | null;
  @Column(momentOrNull('delivered_at')) deliveredAt!: Date | null;
  @Column({ type: 'text', nullable: true }) failure!: string | null;
}

/** Users whose deactivation was refused, while they are active. */
@Entity('refused_switch_offs')
export class RefusedSwitchOffEntity {
  @PrimaryColumn({
    type: 'text',
    name: 'tenant_id',
    primaryKeyConstraintName: 'refused_switch_offs_pk',
  })
  tenantId!: string;
  @PrimaryColumn({
    type: 'text',
    name: 'user_id',
    primaryKeyConstraintName: 'refused_switch_offs_pk',
  })
  userId!: string;
  @Column(moment('at')) at!: Date;
  @Column({ type: 'text', name: 'request_id', nullable: true }) requestId!: string | null;
  @Column('text') code!: string;
  @Column({ type: 'text', nullable: true }) attribute!: string | null;
}
