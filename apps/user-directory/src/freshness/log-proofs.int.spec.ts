import type { LogPosition, ReaderPlace } from '@rollcall/contracts';
import { createLogger, createPool, InternalClient, runMigrations } from '@rollcall/platform';
import { eventually, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { schema } from '../projections/schema';
import { ageInSeconds, LogProofs, type LogProofOptions } from './log-proofs';

type Say = (places: readonly ReaderPlace[]) => readonly LogPosition[] | number | undefined;

const quiet = createLogger('spec', 'silent', { write: () => undefined });

describe('the proof of a log-in answer', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let server: Server;
  let log: InternalClient;
  let say: Say;
  let calls: (readonly ReaderPlace[])[];
  const open: LogProofs[] = [];

  beforeAll(async () => {
    database = await freshDatabase('proofs');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 2, onError: () => undefined });
    await pool.query(`INSERT INTO checkpoints (tenant_id, position, epoch) VALUES ('a', 7, 'e1')`);
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/internal/v1/tenants')
          return response.end(JSON.stringify([{ tenantId: 'a', position: former }]));
        const { tenants } = JSON.parse(Buffer.concat(chunks).toString()) as {
          tenants: readonly ReaderPlace[];
        };
        calls.push(tenants);
        const said = say(tenants);
        if (said === undefined) return undefined;
        if (typeof said === 'number') return response.writeHead(said).end('{}');
        return response.end(JSON.stringify({ tenants: said }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    log = new InternalClient({
      service: 'scim-gateway',
      baseUrl: `http://127.0.0.1:${port}`,
      key: 'an-operator-key-for-the-specs',
      deadlineMs: 1_000,
    });
  });
  let former = 7;
  beforeEach(() => {
    calls = [];
    say = current;
  });
  afterEach(() => {
    for (const one of open.splice(0)) one.stop();
  });
  afterAll(async () => {
    log?.close();
    server?.closeAllConnections();
    server?.close();
    await pool?.end();
    await database?.drop();
  });

  const current: Say = (places) => answers(places, 0);
  const answers = (places: readonly ReaderPlace[], behindSeconds: number, parted = false) =>
    places.map(({ tenantId, position }) => ({ tenantId, position, behindSeconds, parted }));
  const proving = (options: Partial<LogProofOptions> = {}): LogProofs => {
    const proofs = new LogProofs({ pool, log, logger: quiet, everyMs: 20, ...options });
    proofs.start();
    open.push(proofs);
    return proofs;
  };

  const atOf = async (proofs: LogProofs, tenantId = 'a'): Promise<number> =>
    (await proofs.of(tenantId)).at;

  it('is requested with the position of the rows, and counts from the moment of the request', async () => {
    const began = performance.now();
    const at = await atOf(proving());
    expect(at).toBeGreaterThanOrEqual(began);
    expect(at).toBeLessThan(performance.now());
    expect(calls[0]).toEqual([{ tenantId: 'a', position: 7, epoch: 'e1' }]);
  });

  it('goes on by itself while somebody asks about the tenant, and ends after', async () => {
    const proofs = proving({ forgetMs: 200 });
    const first = await atOf(proofs);
    await eventually(async () => expect(await atOf(proofs)).toBeGreaterThan(first + 50));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { length } = calls;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(calls).toHaveLength(length);
  });

  it('asks about tenants together', async () => {
    const proofs = proving({ everyMs: 60_000 });
    const ids = Array.from({ length: 50 }, (_, i) => `t${i}`);
    await Promise.all(ids.map((id) => atOf(proofs, id)));
    expect(calls.length).toBeLessThanOrEqual(2);
    expect(calls.flat()).toHaveLength(50);
  });

  it('asks about no more tenants at once than a gateway answers for', async () => {
    say = (places) => (places.length > 1_000 ? 400 : current(places));
    const proofs = proving({ everyMs: 60_000, patienceMs: 5_000 });
    const ids = Array.from({ length: 2_500 }, (_, i) => `m${i}`);
    const all = await Promise.all(ids.map((id) => atOf(proofs, id)));
    expect(all.every(Number.isFinite)).toBe(true);
  });

  it('is as old as the first event that the rows lack', async () => {
    say = (places) => answers(places, 30);
    const at = await atOf(proving());
    expect(performance.now() - at).toBeGreaterThanOrEqual(30_000);
    expect(performance.now() - at).toBeLessThan(32_000);
  });

  it('stays at the last one that was given while the rows fall behind', async () => {
    const proofs = proving();
    const at = await atOf(proofs);
    say = (places) => answers(places, 3_600);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const later = await atOf(proofs);
    expect(later).toBeGreaterThanOrEqual(at);
    expect(later).toBeLessThan(at + 250);
  });

  it('is not of rows that went back, as after a failover to a standby that lags', async () => {
    const proofs = proving();
    const proof = await proofs.of('a');
    expect(ageInSeconds(proof, 7)).toBeLessThan(1);
    expect(ageInSeconds(proof, 6)).toBe(Number.POSITIVE_INFINITY);
    say = (places) => answers(places, 3_600);
    await pool.query(`UPDATE checkpoints SET position = 6 WHERE tenant_id = 'a'`);
    await eventually(async () => expect(ageInSeconds(await proofs.of('a'), 6)).toBeLessThan(3_602));
    expect(ageInSeconds(await proofs.of('a'), 6)).toBeGreaterThan(3_599);
    await pool.query(`UPDATE checkpoints SET position = 7 WHERE tenant_id = 'a'`);
  });

  it.each<[string, Say]>([
    ['whose history the log does not have', (places) => answers(places, 0, true)],
    ['of which a gateway answers with a failure', () => 503],
  ])('is not given for rows %s', async (_, saying) => {
    say = saying;
    expect(await atOf(proving())).toBe(Number.NEGATIVE_INFINITY);
  });

  it('does not delay answers while the log does not answer, and comes once it does', async () => {
    say = () => undefined;
    const proofs = proving({ patienceMs: 50 });
    const began = performance.now();
    expect(await atOf(proofs)).toBe(Number.NEGATIVE_INFINITY);
    expect(await atOf(proofs)).toBe(Number.NEGATIVE_INFINITY);
    expect(performance.now() - began).toBeLessThan(500);
    say = current;
    await eventually(async () => expect(await atOf(proofs)).toBeGreaterThan(began));
  });

  it('is taken from the list of tenants of a gateway of the release before', async () => {
    say = () => 404;
    former = 7;
    expect(await atOf(proving())).toBeGreaterThan(0);
    former = 8;
    expect(await atOf(proving())).toBe(Number.NEGATIVE_INFINITY);
  });
});
