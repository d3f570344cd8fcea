/** How far each generation of the topic is published, and which epoch events belong to. */
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { Key, Text, TextOrNull, moment } from './columns';

@Entity('relayed')
export class RelayedEntity {
  @Key('relayed_pk', undefined, 'integer') generation!: number;
  @Key('relayed_pk', 'tenant_id') tenantId!: string;
  @Column('bigint') position!: string;
  @TextOrNull() held!: string | null;
}

/** Every message of the partition before `next` is an event of the log. */
@Entity('told')
export class PublishedOffsetEntity {
  @Key('told_pk', undefined, 'integer') generation!: number;
  @Key('told_pk', undefined, 'integer') partition!: number;
  @Column('bigint') next!: string;
}

@Entity('ended_generations')
export class EndedGenerationEntity {
  @Key('ended_generations_pk', undefined, 'integer') generation!: number;
  @Text() reason!: string;
  @Column(moment('ended_at', { default: () => 'now()' })) endedAt!: Date;
}

/** The epoch of now, in a table of one row, and the database that it was written by. */
@Entity('log_epoch')
@Check('log_epoch_one', 'one')
export class LogEpochEntity {
  @PrimaryColumn({ type: 'boolean', default: true, primaryKeyConstraintName: 'log_epoch_pk' })
  one!: boolean;
  @Text() epoch!: string;
  @TextOrNull() home!: string | null;
}

@Entity('epochs')
export class EpochEntity {
  @Key('epochs_pk', undefined, 'integer') number!: number;
  @Text() epoch!: string;
  @Column(moment('began_at', { default: () => 'now()' })) beganAt!: Date;
}

/** Events of a tenant above this position, up to the next fork, belong to the epoch. */
@Entity('forks')
export class ForkEntity {
  @Key('forks_pk', 'tenant_id') tenantId!: string;
  @Key('forks_pk', undefined, 'integer') number!: number;
  @Column('bigint') position!: string;
}

/** The trace of an event from its append to its publication; a crash may forget it. */
@Entity('traces')
export class TraceEntity {
  @Key('traces_pk', 'tenant_id') tenantId!: string;
  @Key('traces_pk', undefined, 'bigint') position!: string;
  @Text() traceparent!: string;
  @Column(moment('recorded_at', { default: () => 'now()' })) recordedAt!: Date;
}
