import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A provisioned person. SQL writes and reads the rows; see user.queries.ts. */
@Entity('users')
@Index('users_ordinal', ['tenantId', 'ordinal'], { unique: true })
@Index('users_login', ['tenantId', 'login'])
@Index('users_external_id', ['tenantId', 'externalId'], { where: 'external_id IS NOT NULL' })
export class UserEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'users_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'user_id', primaryKeyConstraintName: 'users_pk' })
  userId!: string;
  /** Its place in the order of creation; cursors and snapshots of lists name it. */
  @Column({ type: 'bigint' }) ordinal!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'boolean' }) active!: boolean;
  /** What a log-in is compared with. */
  @Column({ type: 'text' }) login!: string;
  @Column({ type: 'text', name: 'external_id', nullable: true }) externalId!: string | null;
  @Column({ type: 'jsonb' }) attributes!: unknown;
  /** The attributes as filters compare them. */
  @Column({ type: 'jsonb' }) folded!: unknown;
  /** The resource as JSON text, up to its address. */
  @Column({ type: 'text' }) rendered!: string;
  @Column({ type: 'text', name: 'row_checksum' }) checksum!: string;
  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, name: 'modified_at' }) modifiedAt!: Date;
}

/** How many users of a tenant live in a block of ordinals. */
@Entity('user_blocks')
export class UserBlockEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'user_blocks_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'user_blocks_pk' }) block!: string;
  @Column({ type: 'integer' }) live!: number;
}
