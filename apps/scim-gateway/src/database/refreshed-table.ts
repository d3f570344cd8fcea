import type { TenantId } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { PeriodicTask } from '../lifecycle/periodic-task';

/**
 * A table with few rows, read once a second, so that a request asks a map. A change holds here at
 * once and at other gateways within two seconds.
 */
export abstract class RefreshedTable<Row extends QueryResultRow, Value> extends PeriodicTask {
  protected known: ReadonlyMap<TenantId, Value> = new Map();

  constructor(
    protected readonly pool: Pool,
    logger: Logger,
    failure: string,
    private readonly all: QueryConfig,
  ) {
    super(logger, { everyMs: 1_000, failure, isAwaited: true });
  }

  protected abstract entry(row: Row): readonly [TenantId, Value];

  /** On a failure what was known stays. */
  protected async run(): Promise<void> {
    const { rows } = await this.pool.query<Row>(this.all);
    this.known = new Map(rows.map((row) => this.entry(row)));
  }
}
