import { engines } from '@rollcall/testing';
import { RedisLink, StoreUnavailable } from './redis-link';
import { eventually } from '../fixtures/serving.fixture';

const spot = () => ({ at: 'here', client: { url: engines().redisUrl } });
const links: RedisLink[] = [];
const linked = async (place: { moves: boolean; find: () => Promise<ReturnType<typeof spot>> }) => {
  const link = new RedisLink({ place: { ...place, close: () => undefined }, name: 'spec' });
  links.push(link);
  link.connect();
  await eventually(async () => link.connection > 0);
  return link;
};
const cut = async (link: RedisLink) => {
  const { connection } = link;
  await link.command(['QUIT']);
  await eventually(async () => link.connection > connection);
};

afterEach(() => Promise.all(links.splice(0).map((one) => one.close())));

it('does not take what was heard on a new connection for an answer about the old one', async () => {
  const link = await linked({ moves: false, find: async () => spot() });
  expect(await link.onOneConnection(() => link.command(['PING']))).toBe('PONG');
  const work = async () => {
    await cut(link);
    return link.command(['PING']);
  };
  await expect(link.onOneConnection(work)).rejects.toThrow(StoreUnavailable);
});

it('leaves a primary that those who know do not call so any more, within two seconds', async () => {
  let at = 'here';
  const link = await linked({ moves: true, find: async () => ({ ...spot(), at }) });
  at = 'there';
  await eventually(async () => link.connection > 1, 5_000);
});

it('does not leave a connection for what was asked about the one before', async () => {
  let asked = 0;
  let answer: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => (answer = resolve));
  const find = async () => {
    asked += 1;
    // The second question is the first look; its answer is late.
    if (asked !== 2) return spot();
    await looked;
    return { ...spot(), at: 'there' };
  };
  const link = await linked({ moves: true, find });
  await eventually(async () => asked === 2);
  await cut(link);
  answer();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([link.connection, await link.command(['PING'])]).toEqual([2, 'PONG']);
});

it('asks where the primary is each time that it connects', async () => {
  let asked = 0;
  const find = async () => {
    asked += 1;
    if (asked === 2) throw new Error('nobody knows');
    return spot();
  };
  const link = await linked({ moves: false, find });
  await cut(link);
  expect(asked).toBe(3);
});
