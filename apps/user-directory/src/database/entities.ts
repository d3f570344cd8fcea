/** The directory's tables as TypeORM knows them; the hot path writes them with SQL. Tenant id first. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class UserEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'users_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'user_id', primaryKeyConstraintName: 'users_pk' })
  userId!: string;
  @Column({ type: 'bigint' }) ordinal!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'boolean' }) active!: boolean;
  @Column({ type: 'text' }) login!: string;
  @Column({ type: 'jsonb' }) attributes!: unknown;
}

@Entity('groups')
export class GroupEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'groups_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'group_id', primaryKeyConstraintName: 'groups_pk' })
  groupId!: string;
  @Column({ type: 'bigint' }) ordinal!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'jsonb' }) attributes!: unknown;
}

@Entity('memberships')
export class MembershipEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'memberships_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'group_id', primaryKeyConstraintName: 'memberships_pk' })
  groupId!: string;
  @PrimaryColumn({ type: 'text', name: 'member_id', primaryKeyConstraintName: 'memberships_pk' })
  memberId!: string;
  @Column('text') type!: string;
}

@Entity('checkpoints')
export class CheckpointEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'checkpoints_pk' })
  tenantId!: string;
  @Column({ type: 'bigint' }) position!: string;
  @Column({ type: 'text' }) checksum!: string;
  @Column({ type: 'bigint' }) users!: string;
}
