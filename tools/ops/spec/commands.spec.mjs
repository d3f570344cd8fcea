import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './rendered.mjs';

const run = (...words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
};

/** Scripts of package.json that a newcomer types, and an option of each. */
const COMMANDS = [
  ['start', ['tools/start.mjs'], '--fresh', 1],
  ['test', ['tools/test.mjs'], '--unit', 2],
  ['drill', ['tools/drill.mjs'], '--short', 2],
  ['bench', ['tools/bench.mjs'], '--only', 2],
  ['bench -- groups', ['tools/bench.mjs', 'groups'], '--sizes', 2],
  ['bench -- hostile', ['tools/bench.mjs', 'hostile'], '--times', 2],
];

describe('npm run', () => {
  it.each(COMMANDS)('%s --help says what there is, and does nothing', (_, words, option) => {
    const { status, stdout } = run(...words, '--help');
    expect([status, stdout.includes(option)]).toEqual([0, true]);
    expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  it.each(COMMANDS)('%s refuses what it does not know, and does nothing', (_, words, __, code) => {
    const { status, stdout, stderr } = run(...words, '--bogus');
    expect([status, stdout]).toEqual([code, '']);
    expect(stderr).toContain('--bogus');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it('drill refuses a drill that there is not, before it starts anything', () => {
    const { status, stderr } = run(path.join('tools', 'drill.mjs'), 'nosuch');
    expect(status).toBe(2);
    expect(stderr).toMatch(/no drill nosuch[^]*partition/);
  });

  it('bench refuses work that there is not', () => {
    const { status, stderr } = run('tools/bench.mjs', '--only', 'get,gett');
    expect(status).toBe(2);
    expect(stderr).toContain('--only knows no gett');
  });
});
