/** The request log: in the log's database, or in its own (REQUEST_LOG_DATABASE_URL). */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Key, Moment, Text, TextOrNull } from './columns';

/**
 * In partitions of a day, and without a primary key, which would cost a look at each row: TypeORM can
 * say neither, so it leaves the table alone and a spec compares the columns.
 */
@Entity('requests', { synchronize: false })
@Index('requests_key', ['tenantId', 'at', 'seq'])
@Index('requests_refused', ['tenantId', 'at'], { where: 'status >= 400' })
export class RequestEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn({ type: 'timestamptz', precision: 3 }) at!: Date;
  @PrimaryColumn('integer') seq!: number;
  @Text() method!: string;
  @Text() path!: string;
  @Column('smallint') status!: number;
  @Column('integer') ms!: number;
  @Text('token_id') tokenId!: string;
  @TextOrNull('resource_id') resourceId!: string | null;
  @Column('boolean') test!: boolean;
  @TextOrNull() attributes!: string | null;
  @TextOrNull() quirks!: string | null;
  @TextOrNull() refusal!: string | null;
  @Text('correlation_id') correlationId!: string;
  @TextOrNull() captured!: string | null;
  /** How many requests of the same second it counts. */
  @Column({ type: 'integer', default: 1 }) count!: number;
}

@Entity('token_uses')
export class TokenUseEntity {
  @Key('token_uses_pk', 'tenant_id') tenantId!: string;
  @Key('token_uses_pk', 'token_id') tokenId!: string;
  @Text() label!: string;
  @Column('bigint') requests!: string;
  @Moment('first_at') firstAt!: Date;
  @Moment('last_at') lastAt!: Date;
}

/** Whose requests are captured whole, and until when. */
@Entity('captures')
export class CaptureEntity {
  @Key('captures_pk', 'tenant_id') tenantId!: string;
  @Moment('until') until!: Date;
}
