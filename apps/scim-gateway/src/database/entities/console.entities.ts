/** The tables of the ways into the console. Tenant id first; '' for what belongs to every tenant. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('setup_links')
@Index('setup_links_id', ['linkId'], { unique: true })
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
@Index('console_sessions_id', ['sessionId'], { unique: true })
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
