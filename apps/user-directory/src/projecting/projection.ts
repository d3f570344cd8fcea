import { isEventType, type EventOf, type EventType, type ReadEvent } from '@rollcall/contracts';
import type { Recorded } from '@rollcall/contracts';
import type { PoolClient } from 'pg';
import type { MigrationInterface } from 'typeorm';
import type { TenantErasure } from './tenant-erasures';
import type { TenantState } from './checkpoint';

/** A table of a projection. Its rows belong to tenants: `tenant_id` comes first in its key. */
export interface ProjectedTable {
  readonly name: string;
  /** The rest of its primary key, which an erasure deletes by. */
  readonly key: string;
  /** Postgres samples personal texts from it: it is analysed again after an erasure. */
  readonly sampled?: boolean;
  /** Columns of text besides `tenant_id` without personal data: ids, states, digests. */
  readonly impersonal?: readonly string[];
}

/** The rows of a projection while one batch is worked on; made new for each batch. */
export interface BatchRows {
  /**
   * Asks for the rows that these events build on, in the packet that begins the transaction; all
   * tenants of the batch are locked. Undefined when nothing has to be read.
   */
  read(client: PoolClient, events: readonly ReadEvent[]): Promise<unknown> | undefined;
  /** After the last event: what needs a further question before it can be written. */
  complete?(client: PoolClient, moved: readonly TenantState[]): Promise<void>;
  /** Statements for rows that may go ahead while further events are worked on. */
  writeAhead?(client: PoolClient, tenants: Tenants): readonly Promise<unknown>[];
  /** Statements for all that is left. Throws Unwritable before it sends anything. */
  write(client: PoolClient, tenants: Tenants): readonly Promise<unknown>[];
}

export type Tenants = ReadonlyMap<string, TenantState>;

/** Changes rows in memory. Throws before it changes anything, or not at all. */
export type Handler<Rows, Type extends EventType> = (
  rows: Rows,
  tenant: TenantState,
  event: Recorded<EventOf<Type>>,
) => void;

/**
 * What each type of the catalogue does to the rows; a type without a line does not compile. The
 * erasure of a tenant is not among them: it deletes all rows of the tenant in each of `tables`.
 */
export type Handlers<Rows> = {
  readonly [Type in Exclude<EventType, TenantErasure>]: Handler<Rows, Type> | 'ignored';
};

interface Description {
  readonly name: string;
  readonly tables: readonly ProjectedTable[];
  /** SQL that makes these tables in the schema of a rebuild, as all migrations left them. */
  readonly create: readonly string[];
  /** SQL of the indexes that a rebuild makes when all rows are there. */
  readonly indexes: readonly string[];
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}

interface Definition<Rows extends BatchRows> extends Description {
  readonly rows: () => Rows;
  readonly handlers: Handlers<Rows>;
}

/** A projection at work on a batch. */
export interface Run {
  readonly rows: BatchRows;
  /** Lets the rows follow one event; a type that this release does not know changes nothing. */
  apply(tenant: TenantState, event: ReadEvent): void;
}

/** Events → rows of some tables. */
export interface Projection extends Description {
  begin(): Run;
}

export const defineProjection = <Rows extends BatchRows>({
  rows,
  handlers,
  ...description
}: Definition<Rows>): Projection => {
  // The type of an event and the handler under its name belong together, which TypeScript cannot say.
  const byType = handlers as Readonly<
    Record<string, ((rows: Rows, tenant: TenantState, event: ReadEvent) => void) | 'ignored'>
  >;
  return {
    ...description,
    begin: () => {
      const own = rows();
      const apply: Run['apply'] = (tenant, event) => {
        const handle = isEventType(event.type) ? byType[event.type] : 'ignored';
        if (typeof handle === 'function') handle(own, tenant, event);
      };
      return { rows: own, apply };
    },
  };
};
