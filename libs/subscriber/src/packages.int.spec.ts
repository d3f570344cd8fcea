import { catalogue } from '@rollcall/contracts';
import { Outside } from '@rollcall/testing';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { broker, type Broker } from './broker.fixture';

/** The packages, as a repository of another team installs them. */

const root = path.join(__dirname, '../../..');
const recorded = path.join(root, 'libs/contracts/recorded');
const MOST_MB = 3;

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

describe('the packages, installed outside of the workspace', () => {
  let on: Broker;
  let team: Outside;
  beforeAll(async () => {
    team = new Outside(['contracts', 'subscriber'], ['kafkajs', '@types/node', 'undici-types']);
    on = await broker(4);
    const lines = fs.readFileSync(path.join(recorded, 'ordinary-life.ndjson'), 'utf8').trim();
    for (const line of lines.split('\n')) {
      const { partition, key, value, headers } = JSON.parse(line) as Line;
      await on.publish(partition, { key, value, headers });
    }
  }, 300_000);
  afterAll(async () => {
    await on?.close();
    team?.close();
  });

  it.each(['module', 'commonjs'] as const)(
    'compile strictly, and fold the events of the broker: %s',
    (type) => {
      const cwd = team.compile('libs/subscriber/consumer/main.ts', type);
      const printed = execFileSync(process.execPath, ['main.js'], {
        cwd,
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
    const modules = path.join(team.folder, 'node_modules');
    expect(team.installed()).toEqual(['@rollcall', '@types', 'kafkajs', 'undici-types']);
    const megabytes = sizeOf(path.join(modules, '@rollcall')) / 1e6;
    const script = path.join(team.folder, 'import-time.cjs');
    fs.copyFileSync(path.join(__dirname, '../consumer/import-time.cjs'), script);
    const times = execFileSync(process.execPath, [script], { cwd: team.folder });
    console.log(`${megabytes.toFixed(2)} MB; to import kafkajs ${String(times)}`);
    expect(megabytes).toBeLessThan(MOST_MB);
  });

  it('hold no sources, no specs and no leavings of the build', () => {
    expect(team.strays()).toEqual([]);
    const modules = path.join(team.folder, 'node_modules/@rollcall');
    const files = fs.readdirSync(modules, { recursive: true });
    for (const name of ['contracts', 'subscriber'])
      for (const file of ['LICENSE', 'README.md']) expect(files).toContain(path.join(name, file));
    expect(files).toContain('contracts/recorded/gap.ndjson');
  });
});
