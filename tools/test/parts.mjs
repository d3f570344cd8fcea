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

/** More failing files than these are no accident. */
const MOST_AGAIN = 3;

/**
 * @typedef {object} JestRun
 * @property {boolean} good
 * @property {number} passed
 * @property {number} failed
 * @property {number} passedElsewhere in files of which nothing failed
 * @property {string[]} failedFiles
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
  /** Files whose tests passed only at the second run. @type {string[]} */
  unstable = [];
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
   * With `again`, files that fail run a second time, alone: they share engines and two cores with
   * others. One that passes then is named at the end of the run, since it needs mending all the same.
   * @param {string} name
   * @param {string} pattern
   * @param {{ env?: NodeJS.ProcessEnv, args?: readonly string[], workers?: number, again?: boolean }} [options]
   * @returns {Promise<boolean>}
   */
  async jest(name, pattern, { env = {}, args = [], workers = 1, again = false } = {}) {
    const pooled = workers > 1 ? `--maxWorkers=${workers}` : '--runInBand';
    const first = await this.jestRun(name, env, [pooled, `--testPathPatterns=${pattern}`, ...args]);
    const { failedFiles } = first;
    if (!again || failedFiles.length === 0 || failedFiles.length > MOST_AGAIN)
      return this.counted(first);
    this.print(name, `a second run, alone, of\n  ${failedFiles.join('\n  ')}`);
    const second = await this.jestRun(`${name}, again`, env, [
      '--runInBand',
      ...args,
      '--runTestsByPath',
      ...failedFiles,
    ]);
    if (second.good) this.unstable.push(...failedFiles);
    this.totals.passed += first.passedElsewhere;
    return this.counted(second);
  }

  /** @param {JestRun} run */
  counted({ good, passed, failed }) {
    this.totals.passed += passed;
    this.totals.failed += failed;
    return good;
  }

  /**
   * @param {string} name
   * @param {NodeJS.ProcessEnv} env
   * @param {readonly string[]} args
   * @returns {Promise<JestRun>}
   */
  async jestRun(name, env, args) {
    const out = path.join(
      os.tmpdir(),
      `rollcall-jest-${process.pid}-${name.replace(/\W/g, '')}.json`,
    );
    const good = await this.command(
      name,
      [
        '--max-old-space-size=4096',
        'node_modules/jest/bin/jest.js',
        '-c',
        'jest.config.cjs',
        '--passWithNoTests',
        '--json',
        `--outputFile=${out}`,
        ...args,
      ],
      { env: { NODE_OPTIONS: '', ROLLCALL_PART: name, ...env }, isDone: () => fs.existsSync(out) },
    );
    if (!fs.existsSync(out))
      return { good: false, passed: 0, failed: 0, passedElsewhere: 0, failedFiles: [] };
    /** @type {import('@jest/test-result').FormattedTestResults} */
    const results = JSON.parse(fs.readFileSync(out, 'utf8'));
    fs.rmSync(out);
    const failing = results.testResults.filter(({ status }) => status === 'failed');
    const passedThere = failing
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed').length;
    return {
      good,
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      passedElsewhere: results.numPassedTests - passedThere,
      failedFiles: failing.map((one) => path.relative(this.root, one.name)),
    };
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
