import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import type { Pool } from 'pg';
import { render } from '../resources/render';
import { PostgresEventLog } from '../postgres-event-log';
import { Scene } from '../scene.fixture';
import { schema } from '../../database/schema';

const COMMIT = Buffer.from('COMMIT\0');

/**
 * Where the connection to Postgres breaks: before a COMMIT arrives, or before its answer returns.
 */
type Break = 'before' | 'behind';

/** A connection that breaks once, at the next COMMIT, and then works again. */
const breakingWire = async (
  to: URL,
): Promise<{ server: Server; url: string; next: { break?: Break } }> => {
  const next: { break?: Break } = {};
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    let isAnswerLost = false;
    const part = (): void => {
      near.destroy();
      far.destroy();
    };
    near.on('data', (bytes) => {
      const where = bytes.includes(COMMIT) ? next.break : undefined;
      if (where !== undefined) delete next.break;
      if (where === 'before') return part();
      isAnswerLost ||= where === 'behind';
      far.write(bytes);
    });
    far.on('data', (bytes) => (isAnswerLost ? part() : near.write(bytes)));
    for (const end of [near, far]) end.on('error', part).on('close', part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: Object.assign(new URL(to), { host: `127.0.0.1:${port}` }).href, next };
};

/** Promise 1: a COMMIT without an answer is looked up, neither guessed nor repeated. */
describe('an append without an answer to its COMMIT', () => {
  let pools: Pool[];
  let log: PostgresEventLog;
  let wire: Awaited<ReturnType<typeof breakingWire>>;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await freshDatabase('outcome');
    drop = () => database.drop();
    await runMigrations(database.url, schema);
    wire = await breakingWire(new URL(database.url));
    const pool = (url: string, name: string) =>
      createPool({ url, name, max: 2, onError: () => undefined });
    pools = [pool(wire.url, 'appends'), pool(database.url, 'reads')];
    const [appends, reads] = pools as [Pool, Pool];
    log = new PostgresEventLog({ appends, reads, render });
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await new Promise((resolve) => wire.server.close(resolve));
    await drop();
  });

  const recorded = async (scene: Scene): Promise<readonly unknown[]> => {
    const text = `SELECT position::int, type FROM events WHERE tenant_id = $1 ORDER BY position`;
    return (await (pools[1] as Pool).query(text, [scene.id])).rows;
  };

  it.each(['before', 'behind'] as const)('is written once, broken %s it', async (where) => {
    const scene = await Scene.on(log);
    wire.next.break = where;
    const ada = await scene.joins('Ada');
    expect(wire.next).toEqual({});
    expect(await recorded(scene)).toEqual([{ position: 1, type: 'UserProvisioned' }]);
    await scene.leaves(ada);
    expect(await recorded(scene)).toHaveLength(2);
  });
});
