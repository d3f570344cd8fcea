import fs from 'node:fs';
import path from 'node:path';
import { platform } from './fetch.mjs';
import { ManagedProcess } from './managed.mjs';
import { ask, freePort } from './run.mjs';

/**
 * As the token service demands it: every write on disk before it is acknowledged.
 * @type {[string, string][]}
 */
export const SAFE = [
  ['save', ''],
  ['appendonly', 'yes'],
  ['appendfsync', 'always'],
  ['maxmemory-policy', 'noeviction'],
];

/** The program, in the folder that `fetched` gave. @param {string} packages */
export const redisBinary = (packages) => {
  const binary = path.join(packages, 'bin', `redis-server-7.0.15-${platform}`);
  if (!fs.existsSync(binary))
    throw new Error(`There is no packaged Redis for ${platform}: set REDIS_URL to one of yours.`);
  fs.chmodSync(binary, 0o755);
  return binary;
};

/** @param {Pick<import('./postgres.mjs').EngineStart, 'dir' | 'log' | 'onExit'> & { packages: string }} start */
export const redis = async ({ dir, packages, log, onExit }) => {
  const binary = redisBinary(packages);
  const data = path.join(dir, 'redis');
  fs.mkdirSync(data, { recursive: true });
  const port = await freePort();
  const args = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--dir',
    data,
    ...SAFE.flatMap(([name, value]) => [`--${name}`, value]),
  ].map(String);
  const pong = () => ask(port, 'PING\r\n', (answer) => answer.includes('\r\n'));
  const part = new ManagedProcess({
    name: 'redis',
    command: binary,
    args,
    ready: async () => String(await pong()).startsWith('+PONG'),
    log: path.join(log, 'redis.log'),
    onExit,
  });
  await part.start();
  part.url = `redis://127.0.0.1:${port}`;
  return part;
};
