import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { alive, endCommands, sleep } from './run.mjs';

/** Every process that was started here and has not ended, in the order of their starts. */
export const living = new Set();

/** Called after each spawn: whoever writes down what would be left over. */
export const onSpawn = new Set();

let refusing = false;

/** Stops what lives, the latest first, and lets nothing new begin: for a signal during the start. */
export const stopLiving = async () => {
  refusing = true;
  endCommands();
  const engines = (part) => ['kafka', 'postgres', 'redis'].includes(part.name);
  const parts = [...living];
  await Promise.all(parts.filter((part) => !engines(part)).map((part) => part.stop()));
  await Promise.all(parts.filter(engines).map((part) => part.stop()));
};

/**
 * A process that can be started, stopped, killed and started again where it was.
 * `detached`: a group of its own, so that Ctrl-C reaches us first and the order of stopping is ours.
 */
export class Part {
  constructor({
    name,
    command,
    args,
    options,
    ready,
    signal = 'SIGTERM',
    log,
    limit = 60_000,
    onExit,
    output,
  }) {
    Object.assign(this, {
      name,
      command,
      args,
      options,
      ready,
      signal,
      log,
      limit,
      onExit,
      output,
    });
    this.expected = true;
    this.pid = 0;
  }

  async start() {
    if (refusing) throw new Error('stopping');
    const out = this.output ?? fs.openSync(this.log, 'a');
    const child = spawn(this.command, this.args, {
      ...this.options,
      stdio: ['ignore', out, out],
      detached: true,
    });
    if (typeof out === 'number') fs.closeSync(out);
    this.pid = child.pid ?? 0;
    living.add(this);
    for (const write of onSpawn) write();
    this.expected = false;
    this.gone = new Promise((resolve) => {
      child.once('exit', resolve);
      child.once('error', resolve);
    });
    let dead = false;
    void this.gone.then(() => {
      dead = true;
      living.delete(this);
      if (!this.expected && this.serving) this.onExit?.(this.name);
    });
    this.serving = false;
    for (const end = Date.now() + this.limit; ; ) {
      if (dead) throw new Error(`${this.name} ended while starting: ${tail(this.log)}`);
      if (await this.ready().catch(() => false)) break;
      if (Date.now() > end)
        throw new Error(`${this.name} is not ready after ${this.limit} ms, see ${this.log}`);
      await sleep(20);
    }
    this.serving = true;
  }

  async stop() {
    this.expected = true;
    if (!this.pid || !alive(this.pid)) return;
    process.kill(this.pid, 'SIGCONT');
    process.kill(this.pid, this.signal);
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

const tail = (file) => (file ? fs.readFileSync(file, 'utf8').slice(-800).trim() : 'see above');
