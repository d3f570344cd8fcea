/** Links, sessions and acts of the console. Tenant id first; '' for what belongs to every tenant. */
import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Key, Moment, MomentOrNull, Text, TextOrNull, moment } from './columns';

@Entity('setup_links')
@Unique('setup_links_id', ['linkId'])
@Check('setup_links_role', `role IN ('administrator', 'viewer')`)
export class SetUpLinkEntity {
  @Key('setup_links_pk', 'tenant_id') tenantId!: string;
  @Key('setup_links_pk', 'link_id') linkId!: string;
  /** Keyed digest of the secret; the secret itself is nowhere. */
  @Text() digest!: string;
  @Text('digest_key') digestKey!: string;
  @Text() role!: string;
  @Text() label!: string;
  @Moment('created_at') createdAt!: Date;
  @Text('created_by') createdBy!: string;
  @Moment('expires_at') expiresAt!: Date;
  @MomentOrNull('used_at') usedAt!: Date | null;
  @MomentOrNull('revoked_at') revokedAt!: Date | null;
}

@Entity('console_sessions')
@Unique('console_sessions_id', ['sessionId'])
@Check('console_sessions_role', `role IN ('operator', 'administrator', 'viewer')`)
@Check('console_sessions_scope', `(role = 'operator') = (tenant_id = '')`)
export class ConsoleSessionEntity {
  @Key('console_sessions_pk', 'tenant_id') tenantId!: string;
  @Key('console_sessions_pk', 'session_id') sessionId!: string;
  @Text() digest!: string;
  @Text('digest_key') digestKey!: string;
  @Text() role!: string;
  @Text() actor!: string;
  @Text() name!: string;
  @Moment('created_at') createdAt!: Date;
  @Moment('seen_at') seenAt!: Date;
  @Moment('expires_at') expiresAt!: Date;
}

@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @Key('idempotency_keys_pk', 'tenant_id') tenantId!: string;
  @Key('idempotency_keys_pk') actor!: string;
  @Key('idempotency_keys_pk') key!: string;
  @Text('request_digest') requestDigest!: string;
  /** Null while the first request with the key is not answered yet. */
  @Column({ type: 'integer', nullable: true }) status!: number | null;
  /** Null when the answer contains a secret. */
  @TextOrNull() answer!: string | null;
  @TextOrNull('made_id') madeId!: string | null;
  @Moment('created_at') createdAt!: Date;
}

/** What operators do that is no event of a tenant's stream. */
@Entity('operator_acts')
export class OperatorActEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'operator_acts_pk',
  })
  id!: string;
  @Column(moment('at', { default: () => 'clock_timestamp()' })) at!: Date;
  @Text() type!: string;
  @Text() actor!: string;
  @TextOrNull('tenant_id') tenantId!: string | null;
  @TextOrNull() source!: string | null;
  @Text('correlation_id') correlationId!: string;
  @Column('json') data!: unknown;
}

/** Null where the installation's own value applies. */
@Entity('branding')
export class BrandingEntity {
  @Key('branding_pk', 'tenant_id') tenantId!: string;
  @TextOrNull() name!: string | null;
  @TextOrNull() logo!: string | null;
  @TextOrNull() accent!: string | null;
  @TextOrNull() support!: string | null;
  @TextOrNull('return_url') returnUrl!: string | null;
}
