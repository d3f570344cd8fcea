import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { sleep } from './command.mjs';
import { signal } from './living.mjs';

const PATIENCE_MS = 15_000;

/**
 * A process that can be started, stopped, killed, and started again where it was.
 *   ready    resolves to true when it can be used; a rejection means "not yet"
 *   mark     a piece of its command line that no other process has
 *   halt     the signal that asks it to stop; `leftover`: the one for an orphan of a killed run
 *   tries    how often it is started when it ends while starting
 *   log      the file it writes to; without one it writes to our own output
 */
export class Part {
  pid = 0;
  #gone = Promise.resolve();
  #alive = false;
  /** Nobody is told when it ends: it was asked to, or its start is still being judged. */
  #quiet = true;
  #halted = false;

  constructor(settings) {
    Object.assign(this, { halt: 'SIGTERM', limit: 60_000, tries: 1, ...settings });
  }

  async start() {
    this.#halted = false;
    for (let left = this.tries; ; left -= 1) {
      const from = this.#launch();
      if (await this.#serves()) break;
      if (this.#halted) throw new Error(`${this.name} was stopped while it started.`);
      if (left <= 1) throw this.#endedEarly(from);
      await sleep(300);
    }
    this.#quiet = false;
  }

  /** Asks it to stop, and kills it when it does not within 15 seconds. */
  async stop() {
    this.#quiet = this.#halted = true;
    if (!this.#alive) return;
    signal(this.pid, 'SIGCONT');
    signal(this.pid, this.halt);
    const impatience = setTimeout(() => signal(this.pid, 'SIGKILL'), PATIENCE_MS);
    await this.#gone;
    clearTimeout(impatience);
  }

  async kill9() {
    this.#quiet = this.#halted = true;
    if (this.#alive) signal(this.pid, 'SIGKILL');
    await this.#gone;
  }

  /** Spawns in a group of its own, so that Ctrl-C reaches us first and we choose the order. */
  #launch() {
    const from = this.log && fs.existsSync(this.log) ? fs.statSync(this.log).size : 0;
    const out = this.log ? fs.openSync(this.log, 'a') : 'inherit';
    const child = spawn(this.command, this.args, {
      ...this.options,
      stdio: ['ignore', out, out],
      detached: true,
    });
    if (this.log) fs.closeSync(out);
    this.pid = child.pid ?? 0;
    this.#alive = this.pid > 0;
    this.#quiet = true;
    this.#gone = new Promise((resolve) => {
      child.once('exit', resolve);
      child.once('error', resolve);
    }).then(() => {
      this.#alive = false;
      if (!this.#quiet) this.onExit?.(this.name);
    });
    this.onLaunch?.(this);
    return from;
  }

  async #serves() {
    for (const end = Date.now() + this.limit; this.#alive; await sleep(20)) {
      if (await this.ready().catch(() => false)) return this.#alive;
      if (Date.now() < end) continue;
      await this.kill9();
      throw new Error(`${this.name} is not ready after ${this.limit / 1_000} s, see ${this.log}`);
    }
    return false;
  }

  #endedEarly(from) {
    const said = this.log ? fs.readFileSync(this.log).subarray(from).toString().trim() : '';
    return new Error(`${this.name} ended while starting: ${said.slice(-800) || 'without a word'}`);
  }
}
