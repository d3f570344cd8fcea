import { ProblemError } from '@rollcall/platform';
import type { Pool } from 'pg';
import { WaitFor } from '../projecting/wait-for';
import { ListReads, type ReadFrom } from './list-reads';
import { USERS } from './listed';
import { UserLists } from './user-lists';

interface Page {
  readonly position: string;
  readonly text: string;
  readonly heavy: boolean;
}

/** A database that answers every list with the same page, or never; `asked` counts. */
const answering = (page: Partial<Page> | 'never'): { pool: Pool; asked: number } => {
  const rows = [{ position: '7', text: 'a list', heavy: false, ...(page as Partial<Page>) }];
  const database = {
    asked: 0,
    pool: {
      query: (): Promise<unknown> => {
        database.asked += 1;
        return page === 'never' ? new Promise(() => undefined) : Promise.resolve({ rows });
      },
    } as unknown as Pool,
  };
  return database;
};

type Database = ReturnType<typeof answering>;

const listing = (primary: Database, replica: Database) => {
  const reads: ReadFrom[] = [];
  const wait = new WaitFor(100, 5);
  const side = new ListReads(primary.pool, wait, { pool: replica.pool, deadlineMs: 20 }, (one) =>
    reads.push(one),
  );
  const lists = new UserLists(side);
  const ask = () =>
    lists.answer('acme', USERS, {
      profile: 'full',
      beside: true,
      startIndex: 1,
      count: 100,
      atLeast: 7,
      baseUrl: '',
    });
  return { ask, reads };
};

describe('a list where there is a replica', () => {
  it('that hangs is read on the primary, and the next one there alone', async () => {
    const hanging = answering('never');
    const { ask, reads } = listing(answering({}), hanging);
    expect([await ask(), await ask()]).toEqual(['a list', 'a list']);
    expect(reads).toEqual(['primary', 'primary']);
    expect(hanging.asked).toBe(1);
  });

  it('whose page is too heavy is refused, and the replica is asked again', async () => {
    const { ask, reads } = listing(answering('never'), answering({ heavy: true }));
    await expect(ask()).rejects.toBeInstanceOf(ProblemError);
    await expect(ask()).rejects.toMatchObject({ status: 413 });
    expect(reads).toEqual(['replica', 'replica']);
  });

  it('is not refused for what a replica that is behind says', async () => {
    const { ask, reads } = listing(answering({}), answering({ heavy: true, position: '6' }));
    expect(await ask()).toBe('a list');
    expect(reads).toEqual(['primary']);
  });
});
