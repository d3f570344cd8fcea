import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client as Postgres } from 'pg';
import { eventually, sleep } from '../audit/settled';
import { strictUser } from '../support/client';
import { newTenant } from '../support/tenants';
import { audit, AWAY, load, type Drill } from './drill';

const command = promisify(execFile);
const UNPRIVILEGED = 65_534;

/** The events' table on a disk of 24 MB that is full. Root makes such a disk; without root see docs. */
export const diskFull: Drill = {
  name: 'disk-full',
  says: 'no disk space for another event: 503 with Retry-After, and it recovers by itself',
  act: async (run) => {
    const { stack, find, say } = run;
    const disk = await mkdtemp(join(tmpdir(), 'rollcall-disk-'));
    const mounted = await command('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).then(
      () => true,
      (reason: Error) => (say(`a small disk cannot be made here: ${reason.message}`), false),
    );
    const sql = new Postgres({ connectionString: stack.logDatabaseUrl });
    await sql.connect();
    const move = async (tablespace: string): Promise<void> => {
      for (const index of ['events_pk', 'events_stream_version'])
        await sql.query(`ALTER INDEX ${index} SET TABLESPACE ${tablespace}`);
      await sql.query(`ALTER TABLE events SET TABLESPACE ${tablespace}`);
    };
    try {
      if (!mounted) return;
      if (process.getuid?.() === 0) await chown(disk, UNPRIVILEGED, UNPRIVILEGED);
      const tenant = await newTenant(stack);
      await sql.query(`CREATE TABLESPACE tight LOCATION '${disk}'`);
      await move('tight');
      const writers = load(tenant.clients, 'disk');
      await sleep(1_000);
      // To the last block.
      await command('sh', ['-c', `head -c 64m /dev/zero > ${disk}/ballast || true`]);
      const probe = (n: number) =>
        tenant.client.post('/Users', strictUser(`probe${n}@full.example`));
      let tries = 0;
      const full = await eventually(
        () => probe((tries += 1)),
        ({ status }) => status === 503,
      );
      find(
        `a write with the disk full: ${full.status}, Retry-After ${String(full.headers['retry-after'])}`,
        full.headers['retry-after'] !== undefined,
      );
      const read = await tenant.client.get('/Users?filter=userName%20eq%20%22nobody%22');
      find(`a look-up meanwhile: ${read.status}`, read.status === 200);
      await sleep(1_000);
      await rm(join(disk, 'ballast'));
      const back = await eventually(
        () => tenant.client.post('/Users', strictUser(`back${(tries += 1)}@full.example`)),
        ({ status }) => status === 201,
      );
      find(`a write after space was made: ${back.status}`, true);
      const ledger = await writers.stop();
      const probes = (name: string) =>
        Array.from({ length: tries + 1 }, (_, n) => `provision:${name}${n}@full.example`);
      for (const mark of [...probes('probe'), ...probes('back')]) ledger.attempted.add(mark);
      await audit(run, tenant, ledger, AWAY);
    } finally {
      await rm(join(disk, 'ballast'), { force: true });
      if (mounted) {
        await move('pg_default').catch(() => undefined);
        await sql.query('DROP TABLESPACE IF EXISTS tight').catch(() => undefined);
        await command('umount', ['-l', disk]).catch(() => undefined);
      }
      await sql.end();
      await rm(disk, { recursive: true, force: true });
    }
  },
};
