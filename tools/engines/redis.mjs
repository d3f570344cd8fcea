import fs from 'node:fs';
import path from 'node:path';
import { ask } from './ask.mjs';
import { platform } from './fetch.mjs';

/** As the token service demands it: every write on disk before it is acknowledged. */
const DURABLE = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];

/** One Redis on the kept port. */
export const redis = async ({ run, packages, ports, log, leftover, onExit }) => {
  const binary = path.join(packages, 'bin', `redis-server-7.0.15-${platform}`);
  if (!fs.existsSync(binary))
    throw new Error(`There is no packaged Redis for ${platform}: set REDIS_URL to one of yours.`);
  fs.chmodSync(binary, 0o755);
  const data = path.join(run.dir, 'redis');
  fs.mkdirSync(data, { recursive: true });
  const port = String(ports.redis);
  const place = ['--port', port, '--bind', '127.0.0.1', '--dir', data];
  const part = run.part({
    name: 'redis',
    command: binary,
    args: [...place, ...DURABLE, '--maxmemory-policy', 'noeviction'],
    // -LOADING while it reads what it kept.
    ready: async () =>
      String(await ask(port, 'PING\r\n', (answer) => answer.includes('\r\n'))).startsWith('+PONG'),
    // Redis writes its own command line anew: name and address.
    mark: `127.0.0.1:${port}`,
    leftover,
    log: path.join(log, 'redis.log'),
    onExit,
  });
  await part.start();
  part.url = `redis://127.0.0.1:${port}`;
  return part;
};
