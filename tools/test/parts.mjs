// The processes of npm test: their names, the progress of the run, their results.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** No part takes this long: one that does hangs, and is killed. */
const LONGEST_MS = 40 * 60_000;
/** From Jest's result to its end: longer means that a test left something open. */
const LINGER_MS = 20_000;

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {number} seconds how long it takes on two idle cores
 * @property {() => Promise<boolean>} run resolves to whether it went well
 */

/** @param {number} ms */
const clock = (ms) => {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

export class Parts {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  running = new Set();
  /** @type {string[]} */
  failures = [];
  totals = { passed: 0, failed: 0 };
  began = performance.now();
  begun = 0;

  /**
   * @param {string} root
   * @param {(part: string, text: string) => void} print
   */
  constructor(root, print) {
    this.root = root;
    this.print = print;
  }

  /**
   * Stage after stage until one fails. The lanes of a stage run at the same time, the parts of a lane
   * in order.
   * @param {readonly (readonly (readonly Part[])[])[]} stages
   */
  async run(stages) {
    const parts = stages.flat(2);
    const expected = stages.reduce(
      (sum, lanes) =>
        sum + Math.max(0, ...lanes.map((lane) => lane.reduce((s, { seconds }) => s + seconds, 0))),
      0,
    );
    this.print(
      'plan',
      `${parts.map(({ name }) => name).join(', ')}: about ${clock(expected * 1e3)}`,
    );
    for (const lanes of stages) {
      if (this.failures.length > 0) return;
      await Promise.all(lanes.map((lane) => this.lane(lane, parts.length, expected)));
    }
  }

  /** @param {readonly Part[]} lane @param {number} count @param {number} expected */
  async lane(lane, count, expected) {
    for (const { name, run } of lane) {
      const began = performance.now();
      this.begun += 1;
      const far = `${clock(began - this.began)} of about ${clock(expected * 1_000)}`;
      this.print(name, `begins: part ${this.begun} of ${count}, ${far}`);
      const good = await run().catch((reason) => {
        console.error(reason);
        return false;
      });
      this.print(name, `${good ? 'ok' : 'FAILED'} (${clock(performance.now() - began)})`);
      if (good) continue;
      this.failures.push(name);
      return;
    }
  }

  /**
   * Runs a command to its end. `isDone` is called now and then: the work is done and only the end is missing.
   * @param {string} name
   * @param {readonly string[]} args of node
   * @param {{ env?: NodeJS.ProcessEnv, isDone?: () => boolean }} [options]
   * @returns {Promise<boolean>}
   */
  command(name, args, { env = {}, isDone = () => false } = {}) {
    return new Promise((resolve) => {
      const began = performance.now();
      const child = spawn(process.execPath, args, {
        cwd: this.root,
        stdio: 'inherit',
        env: { ...process.env, ...env },
      });
      this.running.add(child);
      /** @type {number | undefined} */
      let doneAt;
      let why = '';
      const watch = setInterval(() => {
        const now = performance.now();
        if (isDone()) doneAt ??= now;
        if (doneAt !== undefined && now - doneAt > LINGER_MS)
          why = 'all tests ran, but one left something open, so that the process did not end';
        else if (now - began > LONGEST_MS) why = `it did not end in ${LONGEST_MS / 60_000} minutes`;
        if (why) child.kill('SIGKILL');
      }, 1_000);
      child.on('exit', (code) => {
        clearInterval(watch);
        this.running.delete(child);
        if (why) this.print(name, why);
        resolve(code === 0);
      });
    });
  }

  /**
   * Jest on the specs of a path; counts what passed and failed.
   * @param {string} name
   * @param {string} pattern
   * @param {{ env?: NodeJS.ProcessEnv, args?: readonly string[], workers?: number }} [options]
   * @returns {Promise<boolean>}
   */
  async jest(name, pattern, { env = {}, args = [], workers = 1 } = {}) {
    const out = path.join(os.tmpdir(), `rollcall-jest-${process.pid}-${name}.json`);
    const good = await this.command(
      name,
      [
        '--max-old-space-size=4096',
        'node_modules/jest/bin/jest.js',
        '-c',
        'jest.config.cjs',
        ...(workers > 1 ? [`--maxWorkers=${workers}`] : ['--runInBand']),
        '--passWithNoTests',
        '--json',
        `--outputFile=${out}`,
        `--testPathPatterns=${pattern}`,
        ...args,
      ],
      { env: { NODE_OPTIONS: '', ROLLCALL_PART: name, ...env }, isDone: () => fs.existsSync(out) },
    );
    if (!fs.existsSync(out)) return false;
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      fs.readFileSync(out, 'utf8'),
    );
    fs.rmSync(out);
    this.totals.passed += numPassedTests;
    this.totals.failed += numFailedTests + numRuntimeErrorTestSuites;
    return good;
  }

  /** Ends what runs; resolves when it has ended. */
  async end() {
    const children = [...this.running];
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(
      children
        .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
        .map((child) => new Promise((resolve) => child.once('exit', resolve))),
    );
  }
}
