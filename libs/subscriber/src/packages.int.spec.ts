import { catalogue } from '@rollcall/contracts';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { broker, type Broker } from './broker.fixture';

/** The packages, as a repository of another team installs them. */

const root = path.join(__dirname, '../../..');
const recorded = path.join(root, 'libs/contracts/recorded');
const MOST_MB = 3;
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

interface Line {
  readonly partition: number;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

const sizeOf = (folder: string): number =>
  fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + fs.statSync(path.join(one.parentPath, one.name)).size, 0);

/** What a team outside gets and writes: nothing of the workspace but the two archives. */
const outside = (): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-consumer-'));
  const archives = ['contracts', 'subscriber'].map((name) => {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const packed = execFileSync(NPM, [...args, '--workspace', `@rollcall/${name}`], { cwd: root });
    const [made] = JSON.parse(String(packed)) as [{ readonly filename: string }];
    return path.join(folder, made.filename);
  });
  // Copies of what a registry has, so that the test needs none.
  const others = ['kafkajs', '@types/node', 'undici-types'].map((name) =>
    path.join(root, 'node_modules', name),
  );
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  execFileSync(
    NPM,
    ['install', '--offline', '--install-links', '--no-audit', '--no-fund', ...archives, ...others],
    { cwd: folder, stdio: 'pipe' },
  );
  return folder;
};

const compile = (folder: string, type: 'module' | 'commonjs'): void => {
  const own = path.join(folder, type);
  fs.mkdirSync(own);
  fs.copyFileSync(path.join(__dirname, '../consumer/main.ts'), path.join(own, 'main.ts'));
  fs.writeFileSync(path.join(own, 'package.json'), JSON.stringify({ type }));
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    types: ['node'],
  };
  fs.writeFileSync(path.join(own, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const tsc = path.join(root, 'node_modules/@typescript/native/bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '-p', own], { stdio: 'pipe' });
  } catch (reason) {
    throw new Error(String((reason as { stdout: Buffer }).stdout));
  }
};

describe('the packages, installed outside of the workspace', () => {
  let on: Broker;
  let folder: string;
  beforeAll(async () => {
    folder = outside();
    on = await broker(4);
    const lines = fs.readFileSync(path.join(recorded, 'ordinary-life.ndjson'), 'utf8').trim();
    for (const line of lines.split('\n')) {
      const { partition, key, value, headers } = JSON.parse(line) as Line;
      await on.publish(partition, { key, value, headers });
    }
  }, 300_000);
  afterAll(async () => {
    await on.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it.each(['module', 'commonjs'] as const)(
    'compile strictly, and fold the events of the broker: %s',
    (type) => {
      compile(folder, type);
      const printed = execFileSync(process.execPath, ['main.js'], {
        cwd: path.join(folder, type),
        env: { ...process.env, KAFKA_BROKERS: on.brokers.join(), TOPIC: on.topic },
        timeout: 120_000,
      });
      const { tenants } = JSON.parse(
        fs.readFileSync(path.join(recorded, 'ordinary-life.json'), 'utf8'),
      ) as { readonly tenants: object };
      expect(JSON.parse(String(printed))).toEqual({
        state: tenants,
        held: 0,
        types: Object.keys(catalogue).length,
      });
    },
    180_000,
  );

  it('bring nothing with them but each other, and are small', () => {
    const modules = path.join(folder, 'node_modules');
    const installed = fs.readdirSync(modules).filter((name) => !name.startsWith('.'));
    expect(installed.sort()).toEqual(['@rollcall', '@types', 'kafkajs', 'undici-types']);
    const megabytes = sizeOf(path.join(modules, '@rollcall')) / 1e6;
    const script = path.join(folder, 'import-time.cjs');
    fs.copyFileSync(path.join(__dirname, '../consumer/import-time.cjs'), script);
    const times = execFileSync(process.execPath, [script], { cwd: folder });
    console.log(`${megabytes.toFixed(2)} MB; to import kafkajs ${String(times)}`);
    expect(megabytes).toBeLessThan(MOST_MB);
  });

  it('hold no sources, no specs and no leavings of the build', () => {
    const files = fs.readdirSync(path.join(folder, 'node_modules/@rollcall'), { recursive: true });
    const strays = files
      .map(String)
      .filter((one) => /spec|fixture|tsbuildinfo|\.map$|(?<!\.d)\.m?ts$/.test(one));
    expect(strays).toEqual([]);
    for (const name of ['contracts', 'subscriber'])
      for (const file of ['LICENSE', 'README.md']) expect(files).toContain(path.join(name, file));
    expect(files).toContain('contracts/recorded/gap.ndjson');
  });
});
