import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './rendered.mjs';

const git = (/** @type {string} */ cwd, /** @type {string[]} */ ...args) =>
  execFileSync('git', ['-c', 'user.name=spec', '-c', 'user.email=spec@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });
const COPIED =
  /(^|\/)package(-lock)?\.json$|^k8s\/rollcall\/(Chart\.yaml|ci\/)|^docs\/operating\.md$|^CHANGELOG\.md$|^\.github\/workflows\/release\.yml$/;

describe('npm run release', () => {
  /** @type {string} */
  let folder;
  /** @type {string} */
  let current;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-release-'));
    for (const file of git(root, 'ls-files')
      .split('\n')
      .filter((one) => COPIED.test(one))) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.copyFileSync(path.join(root, file), path.join(folder, file));
    }
    current = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
    const log = path.join(folder, 'CHANGELOG.md');
    const head = '## Unreleased\n\n### Added\n\n- A line of the spec.\n\n';
    fs.writeFileSync(log, fs.readFileSync(log, 'utf8').replace('## Unreleased\n', head));
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'before');
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const release = (/** @type {string[]} */ ...words) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(root, 'tools/release.mjs'), ...words],
      { env: { ...process.env, RELEASE_ROOT: folder }, encoding: 'utf8' },
    );
    return { status, output: stdout + stderr };
  };

  it.each([['1.2'], ['v9.0.0'], ['9.0.0-rc1'], ['']])('refuses %s as a version', (...words) =>
    expect(release(...words)).toMatchObject({ status: 2 }),
  );

  it('refuses the version that is there, and an older one', () => {
    for (const version of [current, '0.0.1'])
      expect(release(version)).toMatchObject({
        status: 1,
        output: expect.stringContaining('is not above'),
      });
  });

  it('says what it would write and publish, and changes nothing, with --dry-run', () => {
    const { status, output } = release('99.0.0', '--dry-run');
    expect(status).toBe(0);
    for (const part of ['scim-gateway:v99.0.0', 'charts/rollcall:99.0.0', 'A line of the spec.'])
      expect(output).toContain(part);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  it('writes the version everywhere, dates the changelog, and refuses a second time', () => {
    expect(release('99.0.0').status).toBe(0);
    const left = git(folder, 'ls-files', '*package.json', 'k8s')
      .split('\n')
      .filter(Boolean)
      .filter((file) => {
        const text = fs.readFileSync(path.join(folder, file), 'utf8');
        const ours = new RegExp(
          `^\\s*("version"|"@rollcall/[a-z-]+"|version|appVersion|tag): "?${current.replaceAll('.', '\\.')}"?,?$`,
          'm',
        );
        return ours.test(text);
      });
    expect(left).toEqual([]);
    const lock = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
    expect([lock.version, lock.packages['libs/platform'].version]).toEqual(['99.0.0', '99.0.0']);
    expect(fs.readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8')).toMatch(
      /^## Unreleased\n\n## 99\.0\.0 - \d{4}-\d\d-\d\d\n\n### Added\n\n- A line of the spec\./m,
    );
    expect(release('99.0.1')).toMatchObject({
      status: 1,
      output: expect.stringContaining('Commit them first'),
    });
  });
});
