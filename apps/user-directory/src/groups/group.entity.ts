import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A group without its members. SQL writes and reads the rows; see group.queries.ts. TypeORM cannot
 * say an index on an expression: groups_name, on the folded displayName, is the migration's.
 */
@Entity('groups')
@Index('groups_ordinal', ['tenantId', 'ordinal'], { unique: true })
@Index('groups_name', { synchronize: false })
@Index('groups_external_id', ['tenantId', 'externalId'], { where: 'external_id IS NOT NULL' })
export class GroupEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'groups_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'group_id', primaryKeyConstraintName: 'groups_pk' })
  groupId!: string;
  /** The position of the event that made it. */
  @Column({ type: 'bigint' }) ordinal!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'text', name: 'external_id', nullable: true }) externalId!: string | null;
  /** With `membership`, the sum of its members' checksums. */
  @Column({ type: 'jsonb' }) attributes!: unknown;
  @Column({ type: 'jsonb' }) folded!: unknown;
  @Column({ type: 'text' }) rendered!: string;
  @Column({ type: 'text', name: 'row_checksum' }) checksum!: string;
  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, name: 'modified_at' }) modifiedAt!: Date;
}

/** One member of one group. */
@Entity('memberships')
@Index('memberships_member', ['tenantId', 'memberId'])
export class MembershipEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'memberships_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'group_id', primaryKeyConstraintName: 'memberships_pk' })
  groupId!: string;
  @PrimaryColumn({ type: 'text', name: 'member_id', primaryKeyConstraintName: 'memberships_pk' })
  memberId!: string;
  /** `User` or `Group`. */
  @Column({ type: 'text' }) type!: string;
}
