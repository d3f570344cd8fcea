import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Tables that belong to no projection: how far a tenant is projected, and snapshots of lists. */

@Entity('checkpoints')
export class CheckpointEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'checkpoints_pk' })
  tenantId!: string;
  @Column({ type: 'bigint', default: 0 }) position!: string;
  @Column({ type: 'text', default: '0000000000000000' }) checksum!: string;
  @Column({ type: 'bigint', default: 0 }) users!: string;
  @Column({ type: 'bigint', name: 'next_ordinal', default: 0 }) nextOrdinal!: string;
  @Column({ type: 'text', default: 'strict' }) profile!: string;
  /** Why the tenant is held; null when it is not. */
  @Column({ type: 'text', nullable: true }) held!: string | null;
  @Column({ type: 'integer', name: 'held_partition', nullable: true }) partition!: number | null;
  @Column({ type: 'text', name: 'held_offset', nullable: true }) offset!: string | null;
  /** Of the event at `position`. */
  @Column({ type: 'text', nullable: true }) epoch!: string | null;
  /** The position of the erasure that empties the tenant now. */
  @Column({ type: 'bigint', nullable: true }) erasing!: string | null;
  /** The installation that the tenant moved to. */
  @Column({ type: 'text', name: 'moved_to', nullable: true }) movedTo!: string | null;
  @Column({ type: 'text', nullable: true }) name!: string | null;
  /** `enabled`, `disabled` or `erased`. */
  @Column({ type: 'text', nullable: true }) provisioning!: string | null;
}

/** A sorted list that is read page by page: the ordinals in the order of its first page. */
@Entity('kept_lists')
@Index('kept_lists_used', ['usedAt'])
export class SnapshotEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'kept_lists_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'uuid', name: 'list_id', primaryKeyConstraintName: 'kept_lists_pk' })
  listId!: string;
  @Column({ type: 'bigint', array: true }) ordinals!: string[];
  @Column({ type: 'timestamptz', name: 'used_at' }) usedAt!: Date;
}
