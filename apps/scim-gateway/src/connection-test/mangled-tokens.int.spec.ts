import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { NotAdmitted } from '../scim/auth/admissions';
import { schema } from '../database/schema';
import type { Refused } from '../scim/pipeline/caller';
import { scimErrorOf } from '../scim/errors/scim-error.filter';
import type { TokenService } from '../tokens/token-service';
import { Connections } from './connections';
import { MangledTokens } from './mangled-tokens';

const [acme, other] = [tenantId('acme'), tenantId('other')];
const ID = 'E6Fl000000000001';
const SECOND = 'Q9aa000000000002';
const THEIRS = 'Zz00000000000003';
const SECRET = `${'s'.repeat(43)}check0`;
const OF: Readonly<Record<string, string>> = { [ID]: 'acme', [SECOND]: 'acme', [THEIRS]: 'other' };
const logger = createLogger('specs', process.env['SPEC_LOG'] ?? 'silent');

let pool: Pool;
let drop: () => Promise<void>;
let connections: Connections;
let calls: string[][];
let at: number;

beforeAll(async () => {
  const database = await freshDatabase('mangled');
  drop = () => database.drop();
  await runMigrations(database.url, schema);
  pool = createPool({ url: database.url, name: 'specs', max: 2, onError: () => undefined });
  connections = new Connections(pool, pool);
});
afterAll(async () => {
  await pool.end();
  await drop();
});
beforeEach(async () => {
  await pool.query('DELETE FROM connections; DELETE FROM token_uses');
  [calls, at] = [[], Date.parse('2026-11-30T10:00:00.000Z')];
});

const tokens = {
  tenantsOf: (ids) => {
    calls.push([...ids]);
    const known = ids.filter((id) => OF[id] !== undefined);
    return Promise.resolve(Object.fromEntries(known.map((id) => [id, OF[id] as string])));
  },
} as TokenService;
const gateway = (): MangledTokens =>
  new MangledTokens(tokens, connections, logger, () => (at += 1_000));
const because = (error: unknown): Refused => ({ error, scim: scimErrorOf(error) });
const attempt = (authorization: string, error: unknown = new NotAdmitted('unknown')) => ({
  headers: { authorization },
  refused: because(error),
});
const mangled = async (of = acme) => (await connections.read(of)).mangled;

describe('tokens that are not whole', () => {
  it('are counted for the tenant of their id, by whatever gateway, and say how they begin', async () => {
    const [one, two] = [gateway(), gateway()];
    one.answered(attempt(`Bearer rc_${ID}_${SECRET}`));
    one.answered(attempt(`Bearer rc_${ID}_short`));
    two.answered(attempt(`Bearer rc_${ID}_other`));
    await one.flush();
    await two.flush();
    expect(await mangled()).toEqual({
      prefix: 'rc_E6Fl',
      count: 3,
      at: '2026-11-30T10:00:03.000Z',
    });
    expect(await mangled(other)).toBeNull();
    const { rows } = await pool.query('SELECT * FROM connections');
    expect(JSON.stringify(rows)).not.toMatch(/E6Fl0|ssss|short|check/);
  });

  it.each([
    `Bearer rc_${ID}`,
    `Bearer rc_${ID}_`,
    `Bearer rc_${ID}_${SECRET}…`,
    `Bearer Bearer rc_${ID}_${SECRET}`,
    `Bearer "rc_${ID}_${SECRET}"`,
    `rc_${ID}_${SECRET}`,
    `Token rc_${ID}_${SECRET}`,
  ])('are known by a whole id alone: %s', async (header) => {
    const one = gateway();
    one.answered(attempt(header, new NotAdmitted('missing')));
    await one.flush();
    expect(await mangled()).toMatchObject({ prefix: 'rc_E6Fl', count: 1 });
  });

  it.each([
    `Bearer rc_${ID.slice(0, 15)}`,
    `Bearer rc_${ID}x_${SECRET}`,
    `Bearer rc_${ID.replace('E', '-')}_${SECRET}`,
    'Bearer rc_',
    'Basic dXNlcjpwYXNz',
    '',
  ])('are nobody’s otherwise, and nobody is asked: %s', async (header) => {
    const one = gateway();
    one.answered(attempt(header));
    await one.flush();
    expect([calls, await mangled()]).toEqual([[], null]);
  });

  it('exclude admitted and expired tokens, and unknown ids', async () => {
    const one = gateway();
    const header = `Bearer rc_${ID}_${SECRET}`;
    one.answered({ headers: { authorization: header } });
    one.answered(attempt(header, new NotAdmitted('revoked', acme, ID)));
    one.answered(attempt(header, new Error('another')));
    await one.flush();
    expect(calls).toEqual([]);
    one.answered(attempt(`Bearer rc_${'x'.repeat(16)}_${SECRET}`));
    await one.flush();
    expect([calls.length, (await pool.query('SELECT 1 FROM connections')).rowCount]).toEqual([
      1, 0,
    ]);
  });

  it('say of the newest of two, and count anew', async () => {
    const one = gateway();
    one.answered(attempt(`Bearer rc_${ID}_a`));
    await one.flush();
    one.answered(attempt(`Bearer rc_${ID}_a`));
    one.answered(attempt(`Bearer rc_${SECOND}_a`));
    one.answered(attempt(`Bearer rc_${THEIRS}_a`));
    await one.flush();
    expect(await mangled()).toMatchObject({ prefix: 'rc_Q9aa', count: 1 });
    expect(await mangled(other)).toMatchObject({ prefix: 'rc_Zz00', count: 1 });
  });

  it('are no news, and not kept, once a request came with a token of the tenant', async () => {
    const one = gateway();
    one.answered(attempt(`Bearer rc_${ID}_a`));
    await one.flush();
    await pool.query(`INSERT INTO token_uses VALUES ('acme', $1, 'Okta', 1, now(), now())`, [ID]);
    expect(await mangled()).toBeNull();
    one.answered(attempt(`Bearer rc_${ID}_b`));
    await one.flush();
    const { rows } = await pool.query('SELECT mangled_count FROM connections');
    expect(rows).toEqual([{ mangled_count: 1 }]);
  });

  it('are bounded in memory, and forgotten while the token service is away', async () => {
    const one = gateway();
    for (let i = 0; i < 1_500; i += 1)
      one.answered(attempt(`Bearer rc_${String(i).padStart(16, '0')}_a`));
    await one.flush();
    expect(calls.map(({ length }) => length)).toEqual([1_000]);
    const silent = {
      tenantsOf: () => Promise.reject(new Error('away')),
    } as unknown as TokenService;
    const away = new MangledTokens(silent, connections, logger);
    away.answered(attempt(`Bearer rc_${ID}_a`));
    await away.flush();
    expect(await mangled()).toBeNull();
  });

  it('leave what the set-up keeps as it is', async () => {
    await connections.draft(acme, { provider: 'okta', tokenId: ID });
    const one = gateway();
    one.answered(attempt(`Bearer rc_${ID}_a`));
    await one.flush();
    expect(await connections.read(acme)).toMatchObject({
      provider: 'okta',
      tokenId: ID,
      savedAt: null,
      mangled: { count: 1 },
    });
  });
});
