/** The request log: in the log's database, or in its own (REQUEST_LOG_DATABASE_URL). */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { moment } from './columns';

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
  @Column('text') method!: string;
  @Column('text') path!: string;
  @Column('smallint') status!: number;
  @Column('integer') ms!: number;
  @Column({ type: 'text', name: 'token_id' }) tokenId!: string;
  @Column({ type: 'text', name: 'resource_id', nullable: true }) resourceId!: string | null;
  @Column('boolean') test!: boolean;
  @Column({ type: 'text', nullable: true }) attributes!: string | null;
  @Column({ type: 'text', nullable: true }) quirks!: string | null;
  @Column({ type: 'text', nullable: true }) refusal!: string | null;
  @Column({ type: 'text', name: 'correlation_id' }) correlationId!: string;
  @Column({ type: 'text', nullable: true }) captured!: string | null;
  /** How many requests of the same second it stands for. */
  @Column({ type: 'integer', default: 1 }) count!: number;
}

@Entity('token_uses')
export class TokenUseEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'token_uses_pk' })
  tenantId!: string;
  @PrimaryColumn({ type: 'text', name: 'token_id', primaryKeyConstraintName: 'token_uses_pk' })
  tokenId!: string;
  @Column('text') label!: string;
  @Column('bigint') requests!: string;
  @Column(moment('first_at')) firstAt!: Date;
  @Column(moment('last_at')) lastAt!: Date;
}

/** Whose requests are captured whole, and until when. */
@Entity('captures')
export class CaptureEntity {
  @PrimaryColumn({ type: 'text', name: 'tenant_id', primaryKeyConstraintName: 'captures_pk' })
  tenantId!: string;
  @Column(moment('until')) until!: Date;
}
