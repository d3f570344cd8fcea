import { spawn } from 'node:child_process';
import net from 'node:net';

/** @param {number} ms @returns {Promise<void>} */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What went wrong, as a sentence. @param {unknown} reason */
export const messageOf = (reason) => (reason instanceof Error ? reason.message : String(reason));

/** @param {number} pid */
export const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The short commands that have not ended. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends them: one that waits for an engine would outlive the engine. */
export const endCommands = () => {
  for (const child of running) child.kill('SIGKILL');
};

/**
 * A short command; its output matters only when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>}
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    let out = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.once('close', () => running.delete(child));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (/** @type {Buffer} */ text) => (out += text.toString()));
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      reject(
        error.code === 'ENOENT'
          ? new Error(`${command} is not installed: install it and try again.`)
          : error,
      ),
    );
    child.on('exit', (code) =>
      code === 0
        ? resolve(out)
        : reject(new Error(`${command} ended with ${code}: ${out.slice(-800)}`)),
    );
  });

/** Whether a port of loopback is free. @param {number} port @returns {Promise<boolean>} */
export const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer().on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

// Below the ports that systems give to outgoing connections: one of those would take a port between
// its choice and its use. Processes that run side by side begin far apart.
const FIRST = 10_000;
const COUNT = 22_000;
let last = (process.pid * 1_009) % COUNT;

/** A free port of loopback. @returns {Promise<number>} */
export const freePort = async () => {
  for (let tries = 0; tries < COUNT; tries += 1) {
    last = (last + 1) % COUNT;
    const port = FIRST + last;
    if (await isFree(port)) return port;
  }
  throw new Error('no port of loopback is free');
};

/**
 * One raw request to a port; rejects while no server answers there.
 * @param {number} port
 * @param {string | Buffer} bytes
 * @param {(answer: Buffer) => boolean} complete
 * @returns {Promise<Buffer>}
 */
export const ask = (port, bytes, complete) =>
  new Promise((resolve, reject) => {
    /** @type {Buffer} */
    let answer = Buffer.alloc(0);
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('data', (/** @type {Buffer} */ chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (!complete(answer)) return;
      resolve(answer);
      socket.destroy();
    });
  });
