import { ProblemError } from '@rollcall/platform';
import { Socket } from 'node:net';
import type { Pool } from 'pg';
import { WaitFor } from '../freshness/wait-for';
import { ListDatabase } from './list-database';
import { ListReads, type ReadFrom } from './list-reads';
import { ListTurns } from './list-turns';
import { USERS } from './resource-table';
import { ResourceLists } from './resource-lists';

interface Page {
  readonly position: string;
  readonly text: string;
  readonly oversized: boolean;
}

/** A database that answers every list with the same page, or never; `queries` counts. */
const answering = (page: Partial<Page> | 'never'): { pool: Pool; queries: number } => {
  const rows = [{ position: '7', text: 'a list', oversized: false, ...(page as Partial<Page>) }];
  const client = {
    query: (query: unknown): Promise<unknown> => {
      if (typeof query === 'string') return Promise.resolve({ rows: [] });
      database.queries += 1;
      return page === 'never' ? new Promise(() => undefined) : Promise.resolve({ rows });
    },
    release: () => undefined,
  };
  const pool = { connect: () => Promise.resolve(client) } as unknown as Pool;
  const database = { queries: 0, pool };
  return database;
};

type Database = ReturnType<typeof answering>;

const listing = (primary: Database, replica: Database) => {
  const reads: ReadFrom[] = [];
  const wait = new WaitFor(100, 5);
  const turns = new ListTurns({ all: 4 });
  const of = ({ pool }: Database) => new ListDatabase({ pool, side: pool, turns });
  const side = new ListReads(
    of(primary),
    wait,
    { database: of(replica), deadlineMs: 20 },
    {
      read: (one) => reads.push(one),
      refused: () => undefined,
    },
  );
  const lists = new ResourceLists(side);
  const ask = () =>
    lists.answer(
      'acme',
      USERS,
      { profile: 'full', beside: true, startIndex: 1, count: 100, atLeast: 7, baseUrl: '' },
      { endsAt: performance.now() + 5_000, socket: new Socket() },
    );
  return { ask, reads };
};

describe('a list where there is a replica', () => {
  it('that hangs is read on the primary, and the next one there alone', async () => {
    const hanging = answering('never');
    const { ask, reads } = listing(answering({}), hanging);
    const list = { text: 'a list', position: 7 };
    expect([await ask(), await ask()]).toEqual([list, list]);
    expect(reads).toEqual(['primary', 'primary']);
    expect(hanging.queries).toBe(1);
  });

  it('whose page is too large is refused, and the replica is used again', async () => {
    const { ask, reads } = listing(answering('never'), answering({ oversized: true }));
    await expect(ask()).rejects.toBeInstanceOf(ProblemError);
    await expect(ask()).rejects.toMatchObject({ status: 413 });
    expect(reads).toEqual(['replica', 'replica']);
  });

  it('is not refused for what a replica that is behind says', async () => {
    const { ask, reads } = listing(answering({}), answering({ oversized: true, position: '6' }));
    expect(await ask()).toEqual({ text: 'a list', position: 7 });
    expect(reads).toEqual(['primary']);
  });
});
