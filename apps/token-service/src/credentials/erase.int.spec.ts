import {
  fromMessage,
  subject,
  tenantId,
  toMessage,
  topics,
  type TokenIssued,
} from '@rollcall/contracts';
import { ensureTopics } from '@rollcall/messaging';
import { createLogger } from '@rollcall/platform';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeFacts } from '../events/credential-facts';
import { CredentialsTopic } from '../events/credentials-topic';
import { republishCredentials } from '../events/republish-credentials';
import { AppendFile } from '../monitoring/append-file';
import { RedisLink } from '../redis/redis-link';
import { mergeScript } from '../redis/scripts/restore.lua';
import { MARKER, REWRITE } from '../redis/scripts/script';
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

const LABEL = 'Okta of Zelda';
let serving: Serving;
let base: string;

beforeEach(async () => {
  serving = await Serving.on(7);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterEach(() => serving.end(), 30_000);

const erase = (tenant: string) => ask(base, 'DELETE', `/internal/v1/tenants/${tenant}/tokens`);
const outboxIsEmpty = () =>
  eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0);

/** Keys of which anything says the text. */
const saying = async (text: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const key of await serving.redis.keys('*')) {
    const type = await serving.redis.type(key);
    const held =
      type === 'hash'
        ? await serving.redis.hGetAll(key)
        : type === 'zset'
          ? await serving.redis.zRange(key, 0, -1)
          : type === 'stream'
            ? await serving.redis.xRange(key, '-', '+')
            : [];
    if (JSON.stringify([key, held]).includes(text)) found.push(key);
  }
  return found;
};
const published = async (): Promise<number> =>
  (await serving.facts()).filter(({ type }) => type === 'TokensErased').length;

it('forgets every token of a tenant, live and revoked, and no other tenant’s', async () => {
  const live = (await issue(base, 'acme', { label: LABEL })).body;
  const gone = (await issue(base, 'acme', { label: LABEL })).body;
  await revoke(base, 'acme', gone.id);
  const other = (await issue(base, 'globex', { label: 'kept' })).body;
  await outboxIsEmpty();
  expect((await saying(LABEL)).length).toBe(2);
  expect((await erase('acme')).status).toBe(204);
  await outboxIsEmpty();
  expect([await saying(LABEL), await saying(live.id), await saying(gone.id)]).toEqual([[], [], []]);
  for (const { token } of [live, gone])
    expect((await admit(base, token)).body).toEqual({ outcome: 'refused', reason: 'unknown' });
  expect((await admit(base, other.token)).body.outcome).toBe('admitted');
  expect(await list(base, 'acme')).toEqual([]);
}, 30_000);

/** What Redis' own files say of a text: the append-only file is several. */
const filesSaying = async (text: string): Promise<readonly string[]> => {
  const { dir = '', appenddirname = '' } = await serving.redis.configGet(['dir', 'appenddirname']);
  const folder = join(dir, appenddirname);
  return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(text));
};

it('leaves nothing of them in the append-only file, when Kafka has the rest', async () => {
  await issue(base, 'acme', { label: LABEL });
  await outboxIsEmpty();
  expect(await filesSaying(LABEL)).not.toEqual([]);
  await erase('acme');
  await eventually(async () => (await filesSaying(LABEL)).length === 0);
  expect(await serving.redis.exists(REWRITE)).toBe(0);
}, 30_000);

it('goes on where Redis does not let it rewrite the file, and says so', async () => {
  await serving.stop();
  const [user, password] = ['limited', 'of-the-spec'];
  const rights = ['on', `>${password}`, '~*', '&*', '+@all', '-bgrewriteaof'];
  await serving.redis.sendCommand(['ACL', 'SETUSER', user, ...rights]);
  const url = Object.assign(new URL(serving.redisUrl), { username: user, password }).href;
  const endpoint = { name: url, client: { url } };
  const locator = { moves: false, find: () => Promise.resolve(endpoint), close: () => undefined };
  const link = new RedisLink({ locator, name: 'spec' });
  link.connect();
  await eventually(async () => link.connection > 0);
  await serving.redis.set(REWRITE, '1');
  const said: string[] = [];
  const logger = createLogger('spec', 'warn', { write: (line: string) => said.push(line) });
  await new AppendFile(link, logger).rewriteWhenDue();
  expect(await serving.redis.exists(REWRITE)).toBe(0);
  await eventually(async () => /append-only file/.test(said.join()));
  link.close();
  await serving.redis.sendCommand(['ACL', 'DELUSER', user]);
}, 30_000);

it('publishes one event, and issues no token for the tenant any more', async () => {
  await issue(base, 'acme');
  await Promise.all([erase('acme'), erase('acme')]);
  await outboxIsEmpty();
  expect(await published()).toBe(1);
  expect((await issue(base, 'acme')).status).toBe(404);
}, 30_000);

it('an emptied store that is restored from the topic does not bring one back', async () => {
  const { token } = (await issue(base, 'acme', { label: LABEL })).body;
  const other = (await issue(base, 'globex')).body;
  await outboxIsEmpty();
  await erase('acme');
  await outboxIsEmpty();
  await serving.redis.flushDb();
  await eventually(async () => (await admit(base, other.token)).body.outcome === 'admitted');
  expect(await saying(LABEL)).toEqual([]);
  expect((await admit(base, token)).body).toMatchObject({ reason: 'unknown' });
  expect((await issue(base, 'acme')).status).toBe(404);
}, 30_000);

it('a relay that puts back what it had just published does not bring one back', async () => {
  const { id } = (await issue(base, 'acme', { label: LABEL })).body;
  await outboxIsEmpty();
  const facts = (await serving.facts()).filter((one) => one.subject === `tokens/${id}`);
  await erase('acme');
  await serving.redis.eval(mergeScript.text, {
    keys: [MARKER],
    arguments: ['', JSON.stringify(mergeFacts(facts))],
  });
  await outboxIsEmpty();
  expect(await saying(LABEL)).toEqual([]);
}, 30_000);

it('a republished topic says nothing of it, and everything of the others', async () => {
  await issue(base, 'acme', { label: LABEL });
  const other = (await issue(base, 'globex', { label: 'kept' })).body;
  await outboxIsEmpty();
  await erase('acme');
  await outboxIsEmpty();
  await serving.stop();
  const topicOf = (generation: number) =>
    new CredentialsTopic(serving.kafka, topics.credentials(generation), 3);
  const [from, to] = [topicOf(serving.generation), topicOf(serving.generation + 1_000)];
  await ensureTopics(serving.kafka, [{ topic: to.name, partitions: 3 }], { singleNode: true });
  expect(await republishCredentials(from, to)).toEqual({ published: 2, left: 1 });
  await to.close();
  const events: string[] = [];
  await to.read(async (some) => {
    events.push(...some.map((event) => JSON.stringify(event)));
  });
  expect(events).toHaveLength(2);
  expect(events.join()).not.toContain(LABEL);
  await serving.redis.flushDb();
  const moved = await serving.start({ CREDENTIALS_GENERATION: serving.generation + 1_000 });
  await untilReady(moved);
  expect((await admit(moved, other.token)).body).toMatchObject({ label: 'kept' });
  expect((await issue(moved, 'acme')).status).toBe(404);
}, 60_000);

it('an erasure comes before the events of tokens, in whatever order they are read', () => {
  const about = {
    tenantId: tenantId('acme'),
    position: 0,
    streamVersion: 1,
    version: 1,
    actor: 'operator',
    correlationId: 'c',
    time: '2026-01-01T00:00:00.000Z',
    epoch: 'e',
  };
  const data = { tokenId: 't1', label: LABEL, createdAt: about.time, expiresAt: about.time };
  const issued = { ...about, type: 'TokenIssued', subject: subject('tokens', 't1'), data };
  const erased = { ...about, type: 'TokensErased', subject: subject('tenants', 'acme'), data: {} };
  const read = (one: typeof issued | typeof erased) => fromMessage(toMessage(one));
  for (const order of [
    [issued, erased],
    [erased, issued],
  ]) {
    const [first, second] = mergeFacts(order.map(read));
    expect(first).toEqual({ erased: 'acme' });
    expect(second).toMatchObject({ id: (data as Partial<TokenIssued['data']>).tokenId });
  }
});
