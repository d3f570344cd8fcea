/** Links, sessions and acts of the console. Tenant id first; '' for what belongs to every tenant. */
import { Check, Column, Entity, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { moment } from './columns';

@Entity('setup_links')
@Unique('setup_links_id', ['linkId'])
@Check('setup_links_role', `role IN ('administrator', 'viewer')`)
export class SetUpLinkEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'setup_links_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'link_id', primaryKeyConstraintName: 'setup_links_pk' })
  linkId!: string;
  /** Keyed digest of the secret; the secret itself is nowhere. */
  @Column('text') digest!: string;
  @Column({ type: 'text', name: 'digest_key' }) digestKey!: string;
  @Column('text') role!: string;
  @Column('text') label!: string;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 }) createdAt!: Date;
  @Column({ type: 'text', name: 'created_by' }) createdBy!: string;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, nullable: true })
  usedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'revoked_at', precision: 3, nullable: true })
  revokedAt!: Date | null;
}

@Entity('console_sessions')
@Unique('console_sessions_id', ['sessionId'])
@Check('console_sessions_role', `role IN ('operator', 'administrator', 'viewer')`)
@Check('console_sessions_scope', `(role = 'operator') = (tenant_id = '')`)
export class ConsoleSessionEntity {
  @PrimaryColumn({
    type: 'text',
    name: 'tenant_id',
    primaryKeyConstraintName: 'console_sessions_pk',
  })
  tenantId!: string;
  @PrimaryColumn({
    type: 'text',
    name: 'session_id',
    primaryKeyConstraintName: 'console_sessions_pk',
  })
  sessionId!: string;
  @Column('text') digest!: string;
  @Column({ type: 'text', name: 'digest_key' }) digestKey!: string;
  @Column('text') role!: string;
  @Column('text') actor!: string;
  @Column('text') name!: string;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'seen_at', precision: 3 }) seenAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 }) expiresAt!: Date;
}

@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn({
    type: 'text',
    name: 'tenant_id',
    primaryKeyConstraintName: 'idempotency_keys_pk',
  })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_keys_pk' }) actor!: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_keys_pk' }) key!: string;
  @Column({ type: 'text', name: 'request_digest' }) requestDigest!: string;
  /** Null while the first request with the key is not answered yet. */
  @Column({ type: 'integer', nullable: true }) status!: number | null;
  /** Null when it holds a secret. */
  @Column({ type: 'text', nullable: true }) answer!: string | null;
  @Column({ type: 'text', name: 'made_id', nullable: true }) madeId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 }) createdAt!: Date;
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
  @Column('text') type!: string;
  @Column('text') actor!: string;
  @Column({ type: 'text', name: 'tenant_id', nullable: true }) tenantId!: string | null;
  @Column({ type: 'text', nullable: true }) source!: string | null;
  @Column({ type: 'text', name: 'correlation_id' }) correlationId!: string;
  @Column('json') data!: unknown;
}

/** Null where the installation's own stands. */
@Entity('branding')
export class BrandingEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'branding_pk' })
  tenantId!: string;
  @Column({ type: 'text', nullable: true }) name!: string | null;
  @Column({ type: 'text', nullable: true }) logo!: string | null;
  @Column({ type: 'text', nullable: true }) accent!: string | null;
  @Column({ type: 'text', nullable: true }) support!: string | null;
  @Column({ type: 'text', name: 'return_url', nullable: true }) returnUrl!: string | null;
}
