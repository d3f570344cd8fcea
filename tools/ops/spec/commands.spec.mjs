import { spawnSync } from 'node:child_process';
import { root } from './rendered.mjs';

const run = (/** @type {string[]} */ ...words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
};

/** Scripts of package.json that have options, and one of each. @type {[string, string[], string][]} */
const COMMANDS = [
  ['start', ['tools/start.mjs'], '--fresh'],
  ['test', ['tools/test.mjs'], '--unit'],
  ['dialogue', ['tools/dialogue.mjs'], '--profile'],
  ['drill', ['apps/e2e/drill.mjs'], '--short'],
  ['bench', ['tools/bench.mjs'], '--only'],
  ['bench -- groups', ['tools/bench.mjs', 'groups'], '--sizes'],
  ['bench -- hostile', ['tools/bench.mjs', 'hostile'], '--times'],
  ['bench -- sizes', ['tools/bench.mjs', 'sizes'], '--people'],
  ['conformance', ['tools/conformance.mjs'], '--only'],
  ['images', ['tools/ops/images.mjs'], '--no-build'],
  ['rollcall -- rebuild', ['tools/rollcall.mjs', 'rebuild'], 'GATEWAY_INTERNAL_URL'],
];

describe('npm run', () => {
  it.each(COMMANDS)('%s --help says what there is, and does nothing', (_, words, option) => {
    const { status, stdout } = run(...words, '--help');
    expect([status, stdout.includes(option)]).toEqual([0, true]);
    expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  it.each(COMMANDS)('%s refuses what it does not know, and does nothing', (_, words) => {
    const { status, stdout, stderr } = run(...words, '--bogus');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--bogus');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it('drill refuses a drill that there is not, before it starts anything', () => {
    const { status, stderr } = run('apps/e2e/drill.mjs', 'nosuch');
    expect(status).toBe(2);
    expect(stderr).toMatch(/no drill nosuch[^]*partition/);
  });

  it('bench refuses work that there is not', () => {
    const { status, stderr } = run('tools/bench.mjs', '--only', 'get,gett');
    expect(status).toBe(2);
    expect(stderr).toContain('--only knows no gett');
  });
});
