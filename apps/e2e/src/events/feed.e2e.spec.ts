import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../audit/settled';
import { strictUser } from '../support/client';
import { root } from '../support/source-tree';
import { startStack, type Stack } from '../support/stack';
import { newTenant } from '../support/tenants';
import { startDelivery } from '../support/tools';

jest.setTimeout(400_000);
/** Kafka waits ten seconds for a member that was killed. */
const LONG_MS = 110_000;

interface FeedEvent {
  readonly type: string;
  readonly tenant: string;
  readonly position: number;
  readonly data: { readonly userId?: string };
}

/** A team without Kafka: a shell, curl, and what the documents give them. */
describe('the shell script of the feed', () => {
  const KEY = 'a-key-of-a-team-without-kafka';
  let stack: Stack;
  let delivery: Awaited<ReturnType<typeof startDelivery>>;
  let pages: string;
  beforeAll(async () => {
    stack = await startStack();
    pages = await mkdtemp(join(tmpdir(), 'rollcall-pages-'));
    delivery = await startDelivery({
      engines: { env: { ...stack.reach, DATABASE_URL: stack.databaseUrl } as never },
      dir: stack.logs,
      installation: 'https://rollcall.test',
      serviceKey: stack.keys.operator,
      keys: [KEY],
    });
  });
  afterAll(async () => {
    await delivery?.process.stop();
    await stack?.stop();
    await rm(pages, { recursive: true, force: true });
  });

  const follow = (more: Readonly<Record<string, string>> = {}) =>
    spawn('sh', [join(root, 'docs/feed/follow.sh'), delivery.eventsBaseUrl, pages], {
      env: { PATH: process.env['PATH'], ROLLCALL_KEY: KEY, WAIT: '1', ...more },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const read = async (): Promise<readonly FeedEvent[]> => {
    const folders = (await readdir(pages)).filter((name) => /^\d+$/.test(name)).sort();
    const texts = await Promise.all(
      folders.map((name) => readFile(join(pages, name, 'events'), 'utf8')),
    );
    return texts.flatMap((text) => JSON.parse(text) as FeedEvent[]);
  };

  it('has every user of SCIM, each event once, though the feed and the script are killed', async () => {
    const tenants = await Promise.all([newTenant(stack), newTenant(stack), newTenant(stack)]);
    let script = follow();
    let going = true;
    const created = new Map<string, Set<string>>();
    const load = tenants.map(async ({ id, client }) => {
      const ids = created.get(id) ?? new Set<string>();
      created.set(id, ids);
      for (let i = 0; going; i += 1) {
        const answer = await client.post('/Users', strictUser(`person${i}@example.com`));
        expect(answer.status).toBe(201);
        ids.add((answer.body as { id: string }).id);
      }
    });
    for (let round = 0; round < 2; round += 1) {
      const before = (await read()).length;
      await eventually(read, (events) => events.length > before + 50, LONG_MS);
      await delivery.process.kill9();
      script.kill('SIGKILL');
      script = follow();
      await delivery.process.start();
    }
    going = false;
    await Promise.all(load);
    const positions = async (tenant: string) =>
      (await read()).flatMap((event) => (event.tenant === tenant ? [event.position] : []));
    for (const { id } of tenants) {
      const people = async () =>
        new Set((await read()).flatMap((e) => (e.tenant === id && e.data.userId) || []));
      await eventually(people, (found) => found.size === created.get(id)?.size, LONG_MS);
      expect(await people()).toEqual(created.get(id));
      const all = await positions(id);
      expect(all).toEqual(Array.from({ length: all.length }, (_, i) => i + 1));
    }
    script.kill('SIGKILL');
    await once(script, 'exit');

    // A run of its own finds nothing that is missing, and ends.
    const before = await read();
    const [code] = (await once(follow({ UNTIL_EMPTY: '1' }), 'exit')) as [number];
    expect([code, (await read()).length]).toEqual([0, before.length]);
  });

  it('says what is wrong with a key, and ends', async () => {
    const refused = follow({ ROLLCALL_KEY: 'another-key-of-somebody' });
    let said = '';
    refused.stderr.on('data', (text) => (said += String(text)));
    const [code] = (await once(refused, 'close')) as [number];
    expect([code, said]).toEqual([1, expect.stringContaining('Send a valid key')]);
  });
});
