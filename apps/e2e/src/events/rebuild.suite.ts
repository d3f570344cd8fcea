import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client as Postgres } from 'pg';
import { idOf, strictUser } from '../support/client';
import { readListed } from '../support/records';
import { auditAll, sleep, whenPublished } from '../audit/settled';
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

const sum =
  'SELECT coalesce(sum(next_offset - first_offset), 0)::int AS read FROM directory_next.rebuild_partitions';

/** Events that a rebuild has read; 0 before it has a table for that. */
const readOf = (directory: Postgres): Promise<number> =>
  directory.query<{ read: number }>(sum).then(
    ({ rows }) => rows[0]?.read ?? 0,
    () => 0,
  );

/**
 * Kills a rebuild with signal 9 while some partitions are read and one tenant's rows are locked;
 * answers how many events had been read. One that is done sooner is started again.
 */
const killedInTheMiddle = async (stack: Stack, tenantId: string): Promise<{ read: number }> => {
  const url = stack.logDatabaseUrl.replace('rollcall_log', 'rollcall_directory');
  const [locking, looking] = [
    new Postgres({ connectionString: url }),
    new Postgres({ connectionString: url }),
  ];
  await Promise.all([locking.connect(), looking.connect()]);
  const script = join(__dirname, '../../../../apps/user-directory/dist/commands/rebuild.js');
  try {
    for (;;) {
      const child = spawn(process.execPath, [script], { env: stack.envOf('directory') });
      const ended = once(child, 'exit');
      while (child.exitCode === null) {
        await locking.query('BEGIN');
        // Fails before the rebuild has all its tables: a lock on one of them would stop it for good.
        const lock =
          'INSERT INTO directory_next.checkpoints (tenant_id) ' +
          'SELECT $1 FROM (SELECT count(*) FROM directory_next.rebuild_partitions) AS made';
        const locked = await locking.query(lock, [tenantId]).then(
          () => true,
          () => false,
        );
        let read = 0;
        while (locked && child.exitCode === null && read === 0) {
          read = await readOf(looking);
          await sleep(20);
        }
        if (read > 0) child.kill('SIGKILL');
        await locking.query('ROLLBACK');
        if (read === 0) {
          // Between its table and its first row there is little time.
          await sleep(2);
          continue;
        }
        await ended;
        return { read: await readOf(looking) };
      }
    }
  } finally {
    await Promise.all([locking.end(), looking.end()]);
  }
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

    it('goes on where it was when it is killed in the middle', async () => {
      const [tenant] = tenants;
      const killed = await killedInTheMiddle(stack, tenant!.id);
      expect(killed.read).toBeGreaterThan(0);
      const metrics = await fetch(`${stack.internal.directory}/metrics`).then((one) => one.text());
      expect(metrics).toMatch(/^rollcall_rebuild_events\{.*of="read".*\} [1-9]/m);
      const { code, output } = await stack.rebuild();
      expect([code, output]).toEqual([
        0,
        expect.stringContaining('an earlier rebuild is continued'),
      ]);
      // What was read before is not read again.
      const continued = Number(/"read":(\d+).*an earlier rebuild/.exec(output)?.[1]);
      expect(continued).toBeGreaterThanOrEqual(killed.read);
      expect((await auditAll(stack, tenant!)).problems).toEqual([]);
      // It may take several rebuilds to meet one in its middle.
    }, 400_000);

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
