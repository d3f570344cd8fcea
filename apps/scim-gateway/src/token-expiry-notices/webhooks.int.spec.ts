import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, InternalClient, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import type { SealingConfig } from '../sealing/sealing-keys';
import { TokenService } from '../tokens/token-service';
import { reseal } from './reseal';
import { SealedSecrets } from './sealed-secret';
import { Webhooks } from './webhooks';
import { PLAN } from './webhooks.queries';

const ACME = tenantId('acme');
const quiet = createLogger('spec', 'silent');

const ANYWHERE = { WEBHOOKS_ANYWHERE: true };

describe('a turn of the webhooks', () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  let heard = 0;
  const receiver = createServer((_, reply) => {
    heard += 1;
    reply.writeHead(204).end();
  });
  /** No server listens at this address. */
  const away = new InternalClient({
    service: 'token-service',
    baseUrl: 'http://127.0.0.1:1',
    key: 'k',
    deadlineMs: 1_000,
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
    const secrets = new SealedSecrets({ SEALING_KEYS: ['k1:a secret of the gateways'] });
    const webhooks = new Webhooks(pool, new TokenService(away), secrets, ANYWHERE, quiet);
    const { port } = receiver.address() as AddressInfo;
    await webhooks.put(ACME, `http://127.0.0.1:${port}/`, undefined);
    await pool.query(PLAN, [ACME, 't'.repeat(16), 7, '{}']);
    await expect(webhooks.turn()).rejects.toThrow('token-service');
    expect(heard).toBe(1);
    expect(await webhooks.state(ACME)).toMatchObject({ deliveredAt: expect.any(String) as string });
  });

  describe('a secret that keys sealed which are replaced', () => {
    const FORMER = { SERVICE_KEYS: ['a service key of before'] };
    const K1 = 'k1:a secret of the gateways';
    const K2 = 'k2:its successor at the gateways';
    const put = async (config: SealingConfig): Promise<void> => {
      const secrets = new SealedSecrets(config);
      const webhooks = new Webhooks(pool, new TokenService(away), secrets, ANYWHERE, quiet);
      await webhooks.put(ACME, 'https://hooks.example.com/', 'a secret of acme');
    };
    const opened = async (config: SealingConfig): Promise<string | undefined> => {
      const { rows } = await pool.query<{ sealed_secret: string }>(
        'SELECT sealed_secret FROM webhooks WHERE tenant_id = $1',
        [ACME],
      );
      return new SealedSecrets(config).open(ACME, rows[0]?.sealed_secret ?? '');
    };

    it('stays readable when other service keys come', async () => {
      await put({ ...FORMER, SEALING_KEYS: [K1] });
      const after = { SERVICE_KEYS: ['a service key of today'], SEALING_KEYS: [K1] };
      expect(await opened(after)).toBe('a secret of acme');
      expect(await opened({ SEALING_KEYS: [K1] })).toBe('a secret of acme');
    });

    it('of former releases is sealed anew under the first key, and outlives the service keys', async () => {
      await put(FORMER);
      const both = { ...FORMER, SEALING_KEYS: [K1] };
      expect(await opened(both)).toBe('a secret of acme');
      expect(await reseal(pool, new SealedSecrets(both), quiet)).toEqual({ resealed: 1, lost: 0 });
      expect(await opened({ SEALING_KEYS: [K1] })).toBe('a secret of acme');
      expect(await reseal(pool, new SealedSecrets(both), quiet)).toEqual({ resealed: 0, lost: 0 });
    });

    it('outlives its own key once the successor seals', async () => {
      await put({ SEALING_KEYS: [K1] });
      await reseal(pool, new SealedSecrets({ SEALING_KEYS: [K2, K1] }), quiet);
      expect(await opened({ SEALING_KEYS: [K2] })).toBe('a secret of acme');
    });

    it('is left as it is when no key opens it', async () => {
      await put({ SEALING_KEYS: [K1] });
      const other = new SealedSecrets({ SEALING_KEYS: [K2] });
      expect(await reseal(pool, other, quiet)).toEqual({ resealed: 0, lost: 1 });
      expect(await opened({ SEALING_KEYS: [K1] })).toBe('a secret of acme');
    });
  });
});
