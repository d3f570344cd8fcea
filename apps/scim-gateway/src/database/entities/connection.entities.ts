/** The connection of each tenant's provider: quirks, tests, rotations and expiry of tokens. */
import { Check, Column, Entity, Index } from 'typeorm';
import { Key, Moment, MomentOrNull, Text, TextOrNull } from './columns';

/** The strictness of a tenant, and the quirks that are off. */
@Entity('dialects')
@Check('dialects_strictness', `strictness IN ('tolerant', 'interop')`)
export class DialectEntity {
  @Key('dialects_pk', 'tenant_id') tenantId!: string;
  @Text() strictness!: string;
  @Column({ type: 'text', name: 'quirks_off', array: true }) quirksOff!: string[];
}

@Entity('quirk_counts')
export class QuirkCountEntity {
  @Key('quirk_counts_pk', 'tenant_id') tenantId!: string;
  @Key('quirk_counts_pk') quirk!: string;
  @Column('bigint') count!: string;
  @Moment('last_at') lastAt!: Date;
}

/** The progress of a set-up; null for a step that was not made yet. */
@Entity('connections')
export class ConnectionEntity {
  @Key('connections_pk', 'tenant_id') tenantId!: string;
  @TextOrNull() provider!: string | null;
  @Column({ type: 'json', nullable: true }) expiry!: unknown;
  @TextOrNull('token_id') tokenId!: string | null;
  @MomentOrNull('tested_at') testedAt!: Date | null;
  @Column({ type: 'boolean', name: 'test_passed', nullable: true }) testPassed!: boolean | null;
  @MomentOrNull('saved_at') savedAt!: Date | null;
  @TextOrNull('mangled_prefix') mangledPrefix!: string | null;
  @Column({ type: 'integer', name: 'mangled_count', nullable: true }) mangledCount!: number | null;
  @MomentOrNull('mangled_at') mangledAt!: Date | null;
}

@Entity('rotations')
export class RotationEntity {
  @Key('rotations_pk', 'tenant_id') tenantId!: string;
  @Text('old_token_id') oldTokenId!: string;
  @TextOrNull('new_token_id') newTokenId!: string | null;
  @Column({ type: 'bigint', name: 'old_requests' }) oldRequests!: string;
  @Moment('started_at') startedAt!: Date;
  @MomentOrNull('overlap_until') overlapUntil!: Date | null;
  @TextOrNull('set_by') setBy!: string | null;
  @TextOrNull('correlation_id') correlationId!: string | null;
}

@Entity('webhooks')
export class WebhookEntity {
  @Key('webhooks_pk', 'tenant_id') tenantId!: string;
  @Text() url!: string;
  @Text('sealed_secret') sealedSecret!: string;
  @Moment('changed_at') changedAt!: Date;
  @MomentOrNull('planned_at') plannedAt!: Date | null;
}

@Entity('webhook_deliveries')
@Index('webhook_deliveries_due', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class WebhookDeliveryEntity {
  @Key('webhook_deliveries_pk', 'tenant_id') tenantId!: string;
  @Key('webhook_deliveries_pk', 'token_id') tokenId!: string;
  @Key('webhook_deliveries_pk', 'days_left', 'smallint') daysLeft!: number;
  @Text() body!: string;
  @Column('smallint') tries!: number;
  @MomentOrNull('due_at') dueAt!: Date | null;
  @MomentOrNull('delivered_at') deliveredAt!: Date | null;
  @TextOrNull() failure!: string | null;
}

/** Users whose deactivation was refused, while they are active. */
@Entity('refused_switch_offs')
export class RefusedSwitchOffEntity {
  @Key('refused_switch_offs_pk', 'tenant_id') tenantId!: string;
  @Key('refused_switch_offs_pk', 'user_id') userId!: string;
  @Moment('at') at!: Date;
  @TextOrNull('request_id') requestId!: string | null;
  @Text() code!: string;
  @TextOrNull() attribute!: string | null;
}
