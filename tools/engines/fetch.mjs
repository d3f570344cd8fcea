import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

const pom = fileURLToPath(new URL('./pom.xml', import.meta.url));

/** As the Redis package names platforms. */
export const platform = `${os.platform()}-${os.arch() === 'x64' ? 'amd64' : os.arch()}`;

/** @type {Promise<string> | undefined} */
let fetching;

/**
 * Kafka's jars and Redis' binary: one Maven call, once for each version of the pom.
 * @param {string} home
 * @param {import('./leftovers.mjs').Say} say
 */
export const fetched = (home, say) =>
  (fetching ??= (async () => {
    const version = createHash('sha256').update(fs.readFileSync(pom)).digest('hex').slice(0, 12);
    const out = path.join(home, `packages-${version}`);
    if (fs.existsSync(path.join(out, 'complete'))) return out;
    say('download', 'Kafka and Redis (once, about 65 MB)');
    const half = `${out}.${process.pid}`;
    await run('mvn', ['-B', '-q', '-f', pom, `-Dout=${half}`, `-Dplatform=${platform}`, 'package']);
    fs.writeFileSync(path.join(half, 'complete'), '');
    if (fs.existsSync(out)) fs.rmSync(half, { recursive: true });
    else fs.renameSync(half, out);
    return out;
  })());
