import { tenantId, UNRESTRICTED, UNUSED, type TokenView } from '@rollcall/contracts';
import { createPool, InternalClient, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import { Uses } from './uses';
import { Rotations } from './rotations';
import { TokenService } from './token-service';

const ACME = tenantId('acme');
const OLD = 'o'.repeat(16);
const INITIATOR = { actor: 'link:ada', correlationId: 'who-set-it' };

describe('a rotation', () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  let client: InternalClient;
  let tokens: TokenView[];
  /** How many lists are answered yet. */
  let lists: number;
  let heard: unknown[] = [];

  const token = (id: string): TokenView => ({
    id,
    label: '',
    createdBy: 'o',
    createdAt: '2026-01-01T00:00:00Z',
    status: 'live',
    expiresAt: '2099-01-01T00:00:00Z',
    lastUsedAt: null,
    revokedAt: null,
    clientId: null,
    constraints: UNRESTRICTED,
    usedNetworks: UNUSED,
  });
  /** Replaces the token service: the first of its answers, then 503. */
  const neighbour = createServer(({ method, url, headers }, reply) => {
    heard.push([method, headers['x-actor'], headers['x-correlation-id']]);
    if (method === 'GET' && (lists -= 1) < 0) return void reply.writeHead(503).end('{}');
    if (method === 'GET') return void reply.end(JSON.stringify({ tokens }));
    if (method === 'POST') {
      tokens.push(token('n'.repeat(16)));
      return void reply.writeHead(201).end(JSON.stringify({ ...tokens.at(-1), token: 'rc_x' }));
    }
    tokens = tokens.filter(({ id }) => !url?.endsWith(id));
    reply.writeHead(204).end();
  });

  beforeAll(async () => {
    const database = await freshDatabase('rotations');
    drop = () => database.drop();
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 2, onError: () => undefined });
    await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
    client = new InternalClient({ service: 'token-service', baseUrl, key: 'k', deadlineMs: 5_000 });
  });
  beforeEach(() => {
    tokens = [token(OLD)];
  });
  afterAll(async () => {
    client.close();
    neighbour.close();
    await pool.end();
    await drop();
  });

  it('that breaks off leaves no token without an owner', async () => {
    const rotations = new Rotations(pool, new TokenService(client), new Uses(pool));
    lists = 1;
    await expect(rotations.start(ACME, { tokenId: OLD }, INITIATOR)).rejects.toThrow();
    expect(tokens.map(({ id }) => id)).toEqual([OLD]);
    lists = 10;
    const { rotation } = await rotations.start(ACME, { tokenId: OLD }, INITIATOR);
    expect(rotation.old.id).toBe(OLD);
  });

  it('that comes due is finished by its initiator, in the name of that request', async () => {
    const rotations = new Rotations(pool, new TokenService(client), new Uses(pool));
    lists = 20;
    await pool.query('DELETE FROM rotations');
    const overlapUntil = new Date(Date.now() - 1_000);
    await rotations.start(ACME, { tokenId: OLD, overlapUntil }, INITIATOR);
    heard = [];
    await rotations.finishDue();
    expect(tokens.map(({ id }) => id)).toEqual(['n'.repeat(16)]);
    expect(heard.at(-1)).toEqual(['DELETE', 'link:ada', 'who-set-it']);
  });
});
