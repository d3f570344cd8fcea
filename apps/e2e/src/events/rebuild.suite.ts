import { Client as Postgres } from 'pg';
import { idOf, strictUser } from '../support/client';
import { readListed } from '../support/records';
import { auditAll, whenPublished } from '../audit/settled';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';
import { Writers } from '../audit/writers';

/** Everything that the directory's tables are found by. */
const readIndexes = async (stack: Stack): Promise<readonly string[]> => {
  const url = stack.logDatabaseUrl.replace('rollcall_log', 'rollcall_directory');
  const directory = new Postgres({ connectionString: url });
  await directory.connect();
  const { rows } = await directory.query<{ indexdef: string }>(
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef`,
  );
  await directory.end();
  return rows.map(({ indexdef }) => indexdef);
};

/** Promise 10: the directory is a copy that can be made again, and proved equal. */
export const rebuild = (the: () => Stack): void =>
  describe('a rebuild', () => {
    let stack: Stack;
    let tenants: Tenant[];
    beforeAll(async () => {
      stack = the();
      tenants = [await newTenant(stack), await newTenant(stack, 'full')];
      for (const [i, tenant] of tenants.entries()) {
        const writers = new Writers({
          client: () => tenant.client,
          prefix: `r${i}`,
          writers: 16,
          groups: tenant.profile === 'full',
        });
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await writers.stop();
        await tenant.client.post('/Users', strictUser('folded.İStraße@example.com'));
        await whenPublished(stack, tenant.id);
      }
    });

    it('prints equal checksums, swaps, and every answer is as before', async () => {
      const indexes = await readIndexes(stack);
      const before = await Promise.all(tenants.map(({ client }) => readListed(client)));
      const { code, output } = await stack.rebuild();
      expect([code, output]).toEqual([0, expect.stringMatching(/equal/i)]);
      const after = await Promise.all(tenants.map(({ client }) => readListed(client)));
      expect(after).toEqual(before);
      expect(await readIndexes(stack)).toEqual(indexes);
      for (const tenant of tenants) expect((await auditAll(stack, tenant)).problems).toEqual([]);
    });

    it('goes on projecting after the swap, and can be rebuilt again', async () => {
      const [tenant] = tenants;
      const made = await tenant!.client.post('/Users', strictUser('after@example.com'));
      const listed = await readListed(tenant!.client);
      expect(listed.map((user) => user['id'])).toContain(idOf(made));
      expect((await stack.rebuild()).code).toBe(0);
      expect((await auditAll(stack, tenant!)).problems).toEqual([]);
    });

    it('locks no user out under traffic', async () => {
      const [tenant] = tenants;
      const writers = new Writers({ client: () => tenant!.client, prefix: 'during', rate: 100 });
      const statuses = new Set<number>();
      let done = false;
      const reading = (async () => {
        while (!done) {
          statuses.add((await tenant!.client.get('/Users?count=5')).status);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      const { code } = await stack.rebuild();
      done = true;
      await Promise.all([reading, writers.stop()]);
      expect([code, [...statuses]]).toEqual([0, [200]]);
      expect((await auditAll(stack, tenant!)).problems).toEqual([]);
    });

    it('with a difference swaps nothing and exits 1', async () => {
      const [tenant] = tenants;
      const before = await readListed(tenant!.client);
      const log = new Postgres({ connectionString: stack.logDatabaseUrl });
      await log.connect();
      const spoil = 'UPDATE tenants SET checksum = $2 WHERE tenant_id = $1 RETURNING checksum';
      const { checksum } = await whenPublished(stack, tenant!.id);
      try {
        await log.query(spoil, [tenant!.id, 'dead00000000beef']);
        const { code, output } = await stack.rebuild();
        expect([code, output]).toEqual([1, expect.stringContaining(tenant!.id)]);
      } finally {
        await log.query(spoil, [tenant!.id, checksum]);
        await log.end();
      }
      expect(await readListed(tenant!.client)).toEqual(before);
    });
  });
