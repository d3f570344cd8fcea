import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { filter, idOf, strictUser, totalOf } from './client';
import { root } from './source-tree';
import type { Stack } from './stack';
import { newTenant } from './tenants';

/** A script of the product as built, with these variables alone; ended when it says `enough`. */
const script = (
  file: string,
  env: Readonly<Record<string, string>>,
  enough?: RegExp,
): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, file)], {
      env: { PATH: process.env['PATH'] ?? '', DEVELOPMENT: 'true', ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (enough?.test(said)) child.kill('SIGKILL');
      });
    child.on('close', (code) => resolve({ code, said }));
  });

export const secure = (the: () => Stack): void =>
  describe('engines behind TLS, client certificates and a password', () => {
    let stack: Stack;
    beforeAll(() => (stack = the()));
    const without = (...names: string[]) =>
      Object.fromEntries(Object.entries(stack.reach).filter(([name]) => !names.includes(name)));
    const migrate = (env: Readonly<Record<string, string>>) =>
      script('apps/scim-gateway/dist/migrate.js', env);
    const topics = (env: Readonly<Record<string, string>>, enough?: RegExp) =>
      script('apps/scim-gateway/dist/topics.js', env, enough);

    it('are reached at addresses that say so', () => {
      expect(stack.reach).toMatchObject({
        DATABASE_URL: expect.stringMatching(/sslmode=verify-full$/),
        REDIS_URL: expect.stringMatching(/^rediss:/),
        KAFKA_TLS: 'true',
      });
      expect(stack.reach['KAFKA_BROKERS']).not.toBe(stack.brokers.join(','));
    });

    it('serve the whole way: a token, a user, its event, the directory', async () => {
      const { client } = await newTenant(stack);
      const id = idOf(await client.post('/Users', strictUser('tls@example.com')));
      const list = await client.get(filter('displayName sw "Name"'));
      expect([list.status, totalOf(list)]).toEqual([200, 1]);
      expect((await client.delete(`/Users/${id}`)).status).toBe(204);
    });

    it('Postgres is not believed by who was not given its authority', async () => {
      expect((await migrate(stack.reach)).code).toBe(0);
      const { code, said } = await migrate(without('NODE_EXTRA_CA_CERTS'));
      expect(code).toBe(1);
      expect(said).toMatch(/self-signed certificate/);
    });

    // It would try for half a minute, as it would with a broker that restarts: it is cut short.
    it('nor Kafka', async () => {
      expect((await topics(stack.reach)).code).toBe(0);
      const { code, said } = await topics(
        without('NODE_EXTRA_CA_CERTS'),
        /self-signed certificate/,
      );
      expect(said).toMatch(/self-signed certificate/);
      expect(code).toBeNull();
    });

    it('Postgres lets nobody in who shows no certificate', async () => {
      const url = new URL(stack.reach['DATABASE_URL'] as string);
      for (const name of ['sslcert', 'sslkey']) url.searchParams.delete(name);
      const { code, said } = await migrate({ ...stack.reach, DATABASE_URL: url.href });
      expect(code).toBe(1);
      expect(said).toMatch(/terminated|ECONNRESET|certificate required|handshake failure/);
    });

    it('Kafka neither', async () => {
      const refusal = /certificate required|bad certificate|handshake failure|ECONNRESET/i;
      const { code, said } = await topics(
        without('KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'),
        refusal,
      );
      expect(said).toMatch(refusal);
      expect(code).toBeNull();
    });

    it('Kafka lets nobody in with another password', async () => {
      const { code, said } = await topics({ ...stack.reach, KAFKA_PASSWORD: 'another' });
      expect(code).toBe(1);
      expect(said).toMatch(/SASL/);
      expect(said).not.toContain('another');
    });
  });
