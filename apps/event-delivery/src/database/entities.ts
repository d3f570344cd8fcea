import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One row: which feed this is, and how far it is. Its lock is the order of the feed. */
@Entity('feed')
export class FeedEntity {
  @PrimaryColumn({ type: 'boolean', default: true, primaryKeyConstraintName: 'feed_pk' })
  singleton!: boolean;
  /** In every cursor: a feed that was built again has other numbers. */
  @Column({ type: 'text', name: 'feed_id' }) feedId!: string;
  /** The number of the newest event. */
  @Column({ type: 'bigint', default: 0 }) head!: string;
  /** How often the history of a tenant was replaced. */
  @Column({ type: 'bigint', default: 0 }) replacements!: string;
}

/** How far a tenant is stored. */
@Entity('tenants')
export class TenantEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'tenants_pk' })
  tenantId!: string;
  @Column({ type: 'bigint', default: 0 }) position!: string;
  /** Of the event at `position`. */
  @Column({ type: 'text', default: '' }) epoch!: string;
  /** The number of the replacement of its history, from `feed.replacements`; 0: never replaced. */
  @Column({ type: 'bigint', default: 0 }) replacement!: string;
}

/** The events, as they are sent. */
@Entity('events')
@Index('events_seq', ['seq'], { unique: true })
@Index('events_tenant_seq', ['tenantId', 'seq'])
export class EventEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'events_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'events_pk' }) position!: string;
  /** The number in the feed: 1, 2, 3 … in the order of commits, across all tenants. */
  @Column({ type: 'bigint' }) seq!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text' }) subject!: string;
  @Column({ type: 'timestamptz', name: 'recorded_at' }) recordedAt!: Date;
  /** Of `event`: pages are measured without reading it. */
  @Column({ type: 'integer' }) bytes!: number;
  /** The CloudEvent in JSON, byte for byte. */
  @Column({ type: 'text' }) event!: string;
}
