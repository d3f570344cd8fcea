import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, InternalClient, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { schema } from '../log/schema';
import { TokenService } from '../tokens/token-service';
import { Webhooks } from './webhooks';
import { PLAN } from './webhooks.queries';

const ACME = tenantId('acme');
const quiet = createLogger('spec', 'silent');

describe('a turn of the webhooks', () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  let heard = 0;
  const receiver = createServer((_, reply) => {
    heard += 1;
    reply.writeHead(204).end();
  });
  /** Nobody listens there. */
  const away = new InternalClient({
    ...{ service: 'token-service', baseUrl: 'http://127.0.0.1:1', key: 'k', deadlineMs: 1_000 },
  });

  beforeAll(async () => {
    const database = await freshDatabase('webhooks');
    drop = () => database.drop();
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 2, onError: () => undefined });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    away.close();
    receiver.close();
    await pool.end();
    await drop();
  });

  it('sends what is due while the token service is away', async () => {
    const settings = { keys: ['s'.repeat(16)], anywhere: true };
    const webhooks = new Webhooks(pool, new TokenService(away), settings, quiet);
    const { port } = receiver.address() as AddressInfo;
    await webhooks.put(ACME, `http://127.0.0.1:${port}/`, undefined);
    await pool.query(PLAN, [ACME, 't'.repeat(16), 7, '{}']);
    await expect(webhooks.turn()).rejects.toThrow('token-service');
    expect(heard).toBe(1);
    expect(await webhooks.state(ACME)).toMatchObject({ deliveredAt: expect.any(String) as string });
  });
});
