import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many people a tenant has at the end of a day; a day without a change has no row. */
@Entity('people_counts')
export class PeopleCountEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'people_counts_pk' })
  tenantId!: string;
  /** In UTC. */
  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'people_counts_pk' }) day!: string;
  @Column({ type: 'integer' }) people!: number;
  @Column({ type: 'integer' }) active!: number;
}

/** Users who are inactive now: a deletion must know how the user was counted. */
@Entity('inactive_people')
export class InactivePersonEntity {
  @PrimaryColumn({
    type: 'text',
    name: 'tenant_id',
    primaryKeyConstraintName: 'inactive_people_pk',
  })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'user_id', primaryKeyConstraintName: 'inactive_people_pk' })
  userId!: string;
}
