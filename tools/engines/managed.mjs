import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { alive, endCommands, sleep } from './run.mjs';

/**
 * Every process that was started here and has not ended, in the order of their starts.
 * @type {Set<ManagedProcess>}
 */
export const running = new Set();

/**
 * Called after each spawn, to record the processes that could be left over.
 * @type {Set<() => void>}
 */
export const onSpawn = new Set();

let refusing = false;

/** Stops what lives, the latest first, and lets nothing new begin: for a signal during the start. */
export const stopAll = async () => {
  refusing = true;
  endCommands();
  /** @param {ManagedProcess} part */
  const isEngine = (part) => ['kafka', 'postgres', 'redis'].includes(part.name);
  const parts = [...running];
  await Promise.all(parts.filter((part) => !isEngine(part)).map((part) => part.stop()));
  await Promise.all(parts.filter(isEngine).map((part) => part.stop()));
};

/**
 * @typedef {object} Description
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args
 * @property {import('node:child_process').SpawnOptions} [options]
 * @property {() => Promise<boolean>} ready
 * @property {NodeJS.Signals} [signal] with which it is asked to stop
 * @property {string} [log] the file of its output
 * @property {number} [limit] ms within which it must be ready
 * @property {((name: string) => void) | undefined} [onExit] it ended by itself
 * @property {'inherit' | 'ignore'} [output] instead of a file
 */

/**
 * A process that can be started, stopped, killed and started again where it was.
 * `detached`: a group of its own, so that Ctrl-C reaches us first and the order of stopping is ours.
 */
export class ManagedProcess {
  pid = 0;
  /** Its end is ours: a stop or a kill, or it never started. */
  expected = true;
  serving = false;
  /** @type {Promise<unknown>} */
  gone = Promise.resolve();
  /** Where it is reached. */
  url = '';

  /** @param {Description} description */
  constructor({ signal = 'SIGTERM', limit = 60_000, options = {}, ...rest }) {
    this.description = { ...rest, signal, limit, options };
    this.name = rest.name;
    /** What it has from its next start on. @type {NodeJS.ProcessEnv} */
    this.env = { ...(options.env ?? process.env) };
  }

  async start() {
    if (refusing) throw new Error('stopping');
    const { command, args, options, ready, log, limit, output, onExit } = this.description;
    const out = output ?? fs.openSync(log ?? os.devNull, 'a');
    const child = spawn(command, args, {
      ...options,
      env: this.env,
      stdio: ['ignore', out, out],
      detached: true,
    });
    if (typeof out === 'number') fs.closeSync(out);
    this.pid = child.pid ?? 0;
    running.add(this);
    for (const write of onSpawn) write();
    this.expected = false;
    this.gone = new Promise((resolve) => {
      child.once('exit', resolve);
      child.once('error', resolve);
    });
    let dead = false;
    void this.gone.then(() => {
      dead = true;
      running.delete(this);
      if (!this.expected && this.serving) onExit?.(this.name);
    });
    this.serving = false;
    for (const end = Date.now() + limit; ; ) {
      if (dead) throw new Error(`${this.name} ended while starting: ${tail(log)}`);
      if (await ready().catch(() => false)) break;
      if (Date.now() > end)
        throw new Error(`${this.name} is not ready after ${limit} ms, see ${log}`);
      await sleep(20);
    }
    this.serving = true;
  }

  async stop() {
    this.expected = true;
    if (!this.pid || !alive(this.pid)) return;
    process.kill(this.pid, 'SIGCONT');
    process.kill(this.pid, this.description.signal);
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    await Promise.race([
      this.gone,
      new Promise((resolve) => (timer = setTimeout(resolve, 15_000))),
    ]);
    clearTimeout(timer);
    if (alive(this.pid)) process.kill(this.pid, 'SIGKILL');
    await this.gone;
  }

  async kill9() {
    this.expected = true;
    if (alive(this.pid)) process.kill(this.pid, 'SIGKILL');
    await this.gone;
  }
}

/** @param {string | undefined} file */
const tail = (file) => (file ? fs.readFileSync(file, 'utf8').slice(-800).trim() : 'see above');
