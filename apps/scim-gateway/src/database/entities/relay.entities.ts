/** How far each generation of the topic is published, and which epoch events belong to. */
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { moment } from './columns';

@Entity('relayed')
export class RelayedEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'relayed_pk' }) generation!: number;
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'relayed_pk' })
  tenantId!: string;
  @Column('bigint') position!: string;
  @Column({ type: 'text', nullable: true }) held!: string | null;
}

/** Every message of the partition before `next` is an event of the log. */
@Entity('told')
export class PublishedOffsetEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'told_pk' }) generation!: number;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'told_pk' }) partition!: number;
  @Column('bigint') next!: string;
}

@Entity('ended_generations')
export class EndedGenerationEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'ended_generations_pk' })
  generation!: number;
  @Column('text') reason!: string;
  @Column(moment('ended_at', { default: () => 'now()' })) endedAt!: Date;
}

/** The epoch of now, in a table of one row, and the database that it was written by. */
@Entity('log_epoch')
@Check('log_epoch_one', 'one')
export class LogEpochEntity {
  @PrimaryColumn({ type: 'boolean', default: true, primaryKeyConstraintName: 'log_epoch_pk' })
  one!: boolean;
  @Column('text') epoch!: string;
  @Column({ type: 'text', nullable: true }) home!: string | null;
}

@Entity('epochs')
export class EpochEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'epochs_pk' }) number!: number;
  @Column('text') epoch!: string;
  @Column(moment('began_at', { default: () => 'now()' })) beganAt!: Date;
}

/** Events of a tenant above this position, up to the next fork, belong to the epoch. */
@Entity('forks')
export class ForkEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'forks_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'forks_pk' }) number!: number;
  @Column('bigint') position!: string;
}

/** The trace of an event from its append to its publication; a crash may forget it. */
@Entity('traces')
export class TraceEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'traces_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'traces_pk' }) position!: string;
  @Column('text') traceparent!: string;
  @Column(moment('recorded_at', { default: () => 'now()' })) recordedAt!: Date;
}
