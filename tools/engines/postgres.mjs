import fs from 'node:fs';
import path from 'node:path';
import { ask } from './ask.mjs';
import { run as command } from './command.mjs';
import { createDatabases } from './databases.mjs';
import { placeOf, programOf, who } from './postgres-place.mjs';

const hello = (user, database) => {
  const body = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
};
const HELLO = hello('postgres', 'postgres');
const AUTHENTICATION = 'R'.charCodeAt(0);

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=128MB',
  'max_connections=200',
  'max_wal_size=2GB',
];
// Data that is thrown away survives a killed process, which tests rely on, but no power cut.
const THROWN_AWAY = ['fsync=off', 'wal_level=minimal', 'max_wal_senders=0'];

/** One Postgres with both databases. */
export const postgres = async ({ root, run, ports, log, durable, leftover, onExit }) => {
  const native = await programOf(root);
  const top = await placeOf(run.dir);
  const data = path.join(top, 'data');
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
    const how = ['-U', 'postgres', '--auth=trust', '--locale=C', '-E', 'UTF8'];
    // Half a cluster of an interrupted start would be in the way for ever.
    fs.rmSync(data, { recursive: true, force: true });
    const args = ['-D', data, ...how, ...(durable ? [] : ['--no-sync'])];
    await command(path.join(native, 'bin', 'initdb'), args, who);
  }
  const settings = [...SETTINGS, ...(durable ? [] : THROWN_AWAY)].flatMap((one) => ['-c', one]);
  const part = run.part({
    name: 'postgres',
    command: path.join(native, 'bin', 'postgres'),
    args: ['-D', data, '-p', String(ports.postgres), ...settings],
    options: who,
    ready: async () =>
      (await ask(ports.postgres, HELLO, (answer) => answer.length >= 5))[0] === AUTHENTICATION,
    mark: data,
    // SIGTERM would wait for its clients.
    halt: 'SIGINT',
    leftover,
    // After a kill -9 its children need a moment to notice; until then it refuses to start.
    tries: 20,
    log: path.join(log, 'postgres.log'),
    onExit,
  });
  await part.start();
  part.url = `postgres://postgres@127.0.0.1:${ports.postgres}/postgres`;
  await createDatabases(root, part.url);
  return part;
};
