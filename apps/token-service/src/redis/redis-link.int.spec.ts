import { engines } from '@rollcall/testing';
import { RedisLink, StoreUnavailable } from './redis-link';
import { eventually } from '../fixtures/serving.fixture';

const endpoint = () => ({ name: 'here', client: { url: engines().redisUrl } });
const links: RedisLink[] = [];
const linked = async (locator: {
  moves: boolean;
  find: () => Promise<ReturnType<typeof endpoint>>;
}) => {
  const link = new RedisLink({ locator: { ...locator, close: () => undefined }, name: 'spec' });
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

afterEach(() => links.splice(0).forEach((one) => one.close()));

it('does not take a reply on a new connection for an answer about the old one', async () => {
  const link = await linked({ moves: false, find: async () => endpoint() });
  expect(await link.onOneConnection(() => link.command(['PING']))).toBe('PONG');
  const work = async () => {
    await cut(link);
    return link.command(['PING']);
  };
  await expect(link.onOneConnection(work)).rejects.toThrow(StoreUnavailable);
});

it('leaves a primary that was replaced, within two seconds', async () => {
  let name = 'here';
  const link = await linked({ moves: true, find: async () => ({ ...endpoint(), name }) });
  name = 'there';
  await eventually(async () => link.connection > 1, 5_000);
});

it('does not leave a connection for the answer to a look-up of the one before', async () => {
  let lookUps = 0;
  let answer: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => (answer = resolve));
  const find = async () => {
    lookUps += 1;
    // The second look-up is the first check; its answer is late.
    if (lookUps !== 2) return endpoint();
    await looked;
    return { ...endpoint(), name: 'there' };
  };
  const link = await linked({ moves: true, find });
  await eventually(async () => lookUps === 2);
  await cut(link);
  answer();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([link.connection, await link.command(['PING'])]).toEqual([2, 'PONG']);
});

it('looks the primary up each time that it connects', async () => {
  let lookUps = 0;
  const find = async () => {
    lookUps += 1;
    if (lookUps === 2) throw new Error('nobody knows');
    return endpoint();
  };
  const link = await linked({ moves: false, find });
  await cut(link);
  expect(lookUps).toBe(3);
});
