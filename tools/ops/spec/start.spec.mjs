import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './rendered.mjs';

/**
 * What docker/start.sh becomes: a `node` that prints its arguments comes before the real one.
 * @param {string} heap
 * @param {string} limit
 * @param {string[]} args
 */
const startedWith = (heap, limit, ...args) => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-start-'));
  try {
    fs.copyFileSync(path.join(root, 'docker/start.sh'), path.join(dir, 'start.sh'));
    if (heap) fs.writeFileSync(path.join(dir, 'heap'), heap);
    fs.writeFileSync(path.join(dir, 'limit'), limit);
    const node = path.join(dir, 'node');
    fs.writeFileSync(node, '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
    const env = {
      PATH: `${dir}:${process.env.PATH}`,
      MEMORY_LIMIT_FILE: path.join(dir, 'limit'),
    };
    const said = execFileSync('sh', [path.join(dir, 'start.sh'), ...args], { env });
    return String(said).trim().replaceAll(`${dir}/`, '');
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
};

describe('an image starts node', () => {
  it.each([
    ['128', `${512 * 2 ** 20}\n`, '--initial-old-space-size=128 run.mjs main'],
    ['128', 'max\n', '--initial-old-space-size=128 run.mjs main'],
    ['128', `${256 * 2 ** 20}\n`, '--initial-old-space-size=64 run.mjs main'],
    ['', `${256 * 2 ** 20}\n`, 'run.mjs main'],
    // What the older control groups say when there is no limit.
    ['64', '9223372036854771712\n', '--initial-old-space-size=64 run.mjs main'],
  ])('measured with %s MiB and a limit of %j: %s', (heap, limit, line) =>
    expect(startedWith(heap, limit, 'main')).toBe(line),
  );
});
