import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'redis';
import {
  admit,
  ask,
  eventually,
  issue,
  list,
  revoke,
  Serving,
  untilReady,
} from '../fixtures/serving.fixture';

jest.setTimeout(60_000);

const FILE = join(__dirname, '../../../../k8s/rights/redis-users.conf');
const USER = 'rollcall-rights-spec';
const PASSWORD = 'a-password-for-the-spec';
const DATABASE = 5;

/** What the file gives to the user, with a password. */
const rights = (): readonly string[] => {
  const [, line] = /^user rollcall (.*)$/m.exec(readFileSync(FILE, 'utf8')) as unknown as [
    string,
    string,
  ];
  return line.split(' ').map((one) => (one.startsWith('#') ? `>${PASSWORD}` : one));
};

describe('the token service with the rights of its file, on a Redis that enforces them', () => {
  let serving: Serving;
  let url: string;
  beforeAll(async () => {
    serving = await Serving.on(DATABASE);
    await serving.redis.sendCommand(['ACL', 'SETUSER', USER, 'reset', ...rights()]);
    await serving.redis.sendCommand(['ACL', 'LOG', 'RESET']);
    url = Object.assign(new URL(serving.redisUrl), { username: USER, password: PASSWORD }).href;
  });
  afterAll(async () => {
    await serving.stop();
    await serving.redis.sendCommand(['ACL', 'DELUSER', USER]);
    await serving.end();
  });

  const denied = async (): Promise<readonly string[]> => {
    const log = (await serving.redis.sendCommand([
      'ACL',
      'LOG',
    ])) as unknown as readonly unknown[][];
    return log.map((entry) => JSON.stringify(entry)).filter((entry) => entry.includes(USER));
  };

  it('issues, admits, lists, revokes and erases, restores an emptied store, and is denied nothing', async () => {
    const first = await serving.start({ REDIS_URL: url });
    await untilReady(first);
    const kept = (await issue(first, 'rights', { label: 'kept' })).body;
    const ended = (await issue(first, 'rights', { label: 'ended' })).body;
    const erased = (await issue(first, 'rights-erased')).body;
    expect((await admit(first, kept.token)).body).toMatchObject({ outcome: 'admitted' });
    expect((await revoke(first, 'rights', ended.id)).status).toBeLessThan(300);
    expect(await list(first, 'rights')).toHaveLength(2);
    await ask(first, 'DELETE', '/internal/v1/tenants/rights-erased/tokens');
    expect((await fetch(`${first}/metrics`)).status).toBe(200);
    await eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0);
    await serving.stop();
    await serving.redis.flushDb();
    const again = await serving.start({ REDIS_URL: url });
    await untilReady(again);
    expect((await admit(again, kept.token)).body).toMatchObject({ outcome: 'admitted' });
    expect((await admit(again, ended.token)).body).not.toMatchObject({ outcome: 'admitted' });
    expect((await admit(again, erased.token)).body).not.toMatchObject({ outcome: 'admitted' });
    expect(await denied()).toEqual([]);
  });

  it('does not start without CONFIG, unless the durability is declared; health says so', async () => {
    await serving.stop();
    await serving.redis.sendCommand(['ACL', 'SETUSER', USER, '-config|get']);
    await expect(serving.start({ REDIS_URL: url })).rejects.toThrow('REDIS_DURABILITY=declared');
    await serving.stop();
    const declared = await serving.start({ REDIS_URL: url, REDIS_DURABILITY: 'declared' });
    await untilReady(declared);
    expect(await fetch(`${declared}/health/ready`).then((one) => one.json())).toEqual({
      status: 'ready',
      worries: [expect.stringContaining('declared')],
    });
    const { token } = (await issue(declared, 'rights')).body;
    expect((await admit(declared, token)).body).toMatchObject({ outcome: 'admitted' });
  });

  it.each([
    ['FLUSHALL'],
    ['CONFIG', 'SET', 'appendfsync', 'no'],
    ['KEYS', '*'],
    ['GET', 'another-product'],
    ['SET', 'another-product', '1'],
    ['SUBSCRIBE', 'another-channel'],
    ['ACL', 'LIST'],
    ['SHUTDOWN'],
  ])('it may not %s %s', async (...command) => {
    const client = createClient({ url });
    client.on('error', () => undefined);
    await client.connect();
    await expect(client.sendCommand(command)).rejects.toThrow(/NOPERM/);
    client.destroy();
  });
});
