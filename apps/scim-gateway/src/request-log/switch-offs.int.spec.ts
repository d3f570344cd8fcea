import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import type { GatewayMetrics } from '../metrics/gateway-metrics';
import type { RefusedSwitchOff } from './refused-switch-off';
import { SwitchOffs } from './switch-offs';

const [acme, other] = [tenantId('acme'), tenantId('other')];
const logger = createLogger('specs', process.env['SPEC_LOG'] ?? 'silent');
let pool: Pool;
let drop: () => Promise<void>;
let counted: string[];
let waiting: Map<string, number>;
let switchOffs: SwitchOffs;

beforeAll(async () => {
  const database = await freshDatabase('switchoffs');
  drop = () => database.drop();
  await runMigrations(database.url, schema);
  pool = createPool({ url: database.url, name: 'specs', max: 2, onError: () => undefined });
});
afterAll(async () => {
  await pool.end();
  await drop();
});
beforeEach(async () => {
  await pool.query('DELETE FROM streams; DELETE FROM refused_switch_offs');
  [counted, waiting] = [[], new Map()];
  switchOffs = new SwitchOffs(pool, logger, counting);
});

/** Counts as the metrics do. */
const counting = {
  switchOffs: {
    refused: (tenant: string, requests: number) => counted.push(`${tenant} ${requests}`),
    waiting: (tenant: string, people: number) => waiting.set(tenant, people),
  },
} as unknown as GatewayMetrics;

const person = async (status = 'active', of = acme): Promise<string> => {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO streams (tenant_id, subject, version, status, attributes, rendered, render_tag,
       created_at, modified_at) VALUES ($1, $2, 1, $3, $4, '', '', now(), now())`,
    [of, `users/${id}`, status, JSON.stringify({ userName: `${id}@example.com` })],
  );
  return id;
};
const become = (id: string, status: string): Promise<unknown> =>
  pool.query('UPDATE streams SET status = $2 WHERE subject = $1', [`users/${id}`, status]);
const off = (userId: string, code = 'attribute-value'): RefusedSwitchOff => ({
  userId,
  method: 'PATCH',
  status: 400,
  body: {},
  isOperation: false,
  refusal: { code, attribute: 'title', scimType: 'invalidValue', detail: '', switchOff: true },
});

describe('people who could not be switched off', () => {
  it('are the active users, with the newest refusal of each', async () => {
    const [id, gone, never] = [await person(), await person('inactive'), randomUUID()];
    for (const one of [id, gone, never, id]) switchOffs.add(acme, off(one), 'first');
    switchOffs.add(acme, off(id, 'name-taken'), 'second');
    // Counted in the second one's entry.
    switchOffs.add(acme, off(id, 'name-taken'), null);
    await switchOffs.flush();
    expect(counted).toEqual(['acme 4']);
    switchOffs.add(acme, off(id, 'name-taken'), null);
    await switchOffs.flush();
    expect(await switchOffs.list(acme)).toMatchObject({
      total: 1,
      people: [
        {
          userId: id,
          userName: `${id}@example.com`,
          requestId: 'second',
          code: 'name-taken',
          attribute: 'title',
        },
      ],
    });
    expect(await switchOffs.list(other)).toEqual({ total: 0, people: [] });
  });

  it.each(['inactive', 'gone'])('leave out people who have become %s', async (status) => {
    const [id, second] = [await person(), await person()];
    for (const one of [id, second]) switchOffs.add(acme, off(one), null);
    await switchOffs.flush();
    await switchOffs.turn();
    expect(waiting.get('acme')).toBe(2);
    await become(id, status);
    expect((await switchOffs.list(acme)).people.map(({ userId }) => userId)).toEqual([second]);
    await switchOffs.turn();
    // Switched on again later: that is another story.
    await become(id, 'active');
    expect((await switchOffs.list(acme)).total).toBe(1);
    expect(waiting.get('acme')).toBe(1);
    await become(second, status);
    await switchOffs.turn();
    expect(waiting.get('acme')).toBe(0);
  });

  it('are forgotten after a day', async () => {
    switchOffs.add(acme, off(await person()), null);
    await switchOffs.flush();
    await pool.query(`UPDATE refused_switch_offs SET at = at - interval '25 hours'`);
    expect((await switchOffs.list(acme)).total).toBe(0);
    await switchOffs.turn();
    expect((await pool.query('SELECT 1 FROM refused_switch_offs')).rows).toEqual([]);
  });

  it('are of their tenant alone', async () => {
    const [id, theirs] = [await person(), await person('active', other)];
    switchOffs.add(acme, off(theirs), null);
    switchOffs.add(other, off(id), null);
    await switchOffs.flush();
    expect([counted, await switchOffs.list(acme)]).toEqual([[], { total: 0, people: [] }]);
  });

  it('count all the same while the database is down', async () => {
    const url = process.env['DATABASE_URL'] as string;
    const away = createPool({ url, name: 'specs', max: 1, onError: () => undefined });
    await away.end();
    const without = new SwitchOffs(away, logger, counting);
    without.add(acme, off(randomUUID()), null);
    await without.flush();
    expect(counted).toEqual(['acme 1']);
  });
});
