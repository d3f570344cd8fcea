// A Postgres and a replica that streams from it, for specs. The packaged Postgres has no
// pg_basebackup: the replica begins as a copy of the primary's folder while that is stopped.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { note } from './leftovers.mjs';
import { running, onSpawn, ManagedProcess } from './managed.mjs';
import { greets, postgres } from './postgres.mjs';
import { freePort, run } from './run.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Both, running; `stop` throws their data away. */
export const postgresWithReplica = async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-engines-'));
  const write = () => note(dir, [...running]);
  onSpawn.add(write);
  /** @type {ManagedProcess | undefined} */
  let replica;
  const primary = await postgres({ root, dir, log: dir, fresh: true, fsync: false });
  const stop = async () => {
    onSpawn.delete(write);
    await replica?.stop();
    await primary.stop();
    primary.wipe();
    fs.rmSync(dir, { recursive: true, force: true });
  };
  try {
    await primary.stop();
    const { data, port: primaryPort, settings, who } = primary;
    const copy = path.join(path.dirname(data), 'replica');
    await run('cp', ['-a', data, copy]);
    const signal = path.join(copy, 'standby.signal');
    fs.writeFileSync(signal, '');
    if (who.uid && who.gid) fs.chownSync(signal, who.uid, who.gid);
    await primary.start();
    const port = await freePort();
    const follows = `primary_conninfo=host=127.0.0.1 port=${primaryPort} user=postgres`;
    replica = new ManagedProcess({
      name: 'postgres',
      command: primary.description.command,
      args: ['-D', copy, '-p', String(port), ...settings, '-c', follows],
      options: who,
      ready: () => greets(port),
      signal: 'SIGINT',
      log: path.join(dir, 'replica.log'),
    });
    await replica.start();
    replica.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    return { primary, replica, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
