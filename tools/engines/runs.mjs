import fs from 'node:fs';
import path from 'node:path';
import { endCommands } from './command.mjs';
import { endLeftovers } from './leftovers.mjs';
import { Part } from './part.mjs';
import { createRecord, fileOf, ownerLives, readRecord, replaceRecord } from './records.mjs';

const open = new Set();
let ended = false;

export const alreadyRuns = (owner) =>
  `Rollcall is running already in this folder, as process ${owner}. ` +
  `Stop it first: Ctrl-C there, or kill ${owner}.`;

/** A folder that is ours: its parts, and its end. */
class Run {
  #parts = [];
  #wipes = [];
  #tasks = [];
  #ending;

  constructor(file, dir, isFirst) {
    Object.assign(this, { file, dir, isFirst });
    open.add(this);
  }

  /** A part whose process is on record from the moment it exists. */
  part(settings) {
    const part = new Part({ ...settings, onLaunch: (launched) => this.#launched(launched) });
    this.#parts.push(part);
    return part;
  }

  /** A folder that is thrown away at the end. */
  wipeAtEnd(folder) {
    this.#wipes.push(folder);
    this.#note();
  }

  /** What is done when the parts have stopped. */
  atEnd(task) {
    this.#tasks.push(task);
  }

  /** Stops the parts, and gives the folder free. */
  end() {
    return (this.#ending ??= this.#end());
  }

  async #end() {
    const stop = (parts) => Promise.all(parts.map((part) => part.stop()));
    await stop(this.#parts.filter(({ name }) => this.isFirst(name)));
    await stop(this.#parts);
    for (const task of this.#tasks) await task();
    for (const folder of this.#wipes) fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(this.file, { force: true });
    open.delete(this);
  }

  #launched(part) {
    this.#note();
    // The end came between the decision to start it and now.
    if (this.#ending || ended) void part.stop();
  }

  #note() {
    const parts = this.#parts
      .filter(({ pid }) => pid > 0)
      .map(({ name, pid, mark, halt, leftover = halt }) => ({ name, pid, mark, leftover }));
    replaceRecord(this.file, { dir: this.dir, parts, wipes: this.#wipes });
  }
}

/**
 * Makes a folder ours, and ends what a killed run left there. Throws when it cannot be written or
 * another process runs it. `isFirst`: names of the parts that are stopped before the others.
 */
export const claim = async ({ home, dir, say, isFirst = () => false }) => {
  if (ended) throw new Error('Stopping.');
  const file = fileOf(home, dir);
  for (const folder of [path.dirname(file), dir]) {
    try {
      fs.mkdirSync(folder, { recursive: true });
      fs.accessSync(folder, fs.constants.W_OK);
    } catch {
      throw new Error(`The folder ${folder} cannot be written to: make it writable.`);
    }
  }
  const before = readRecord(file);
  if (before && ownerLives(before)) throw new Error(alreadyRuns(before.owner));
  if (before) await endLeftovers(file, before, say);
  try {
    createRecord(file, { dir, parts: [], wipes: [] });
  } catch (error) {
    throw error.code === 'EEXIST' ? new Error(alreadyRuns(readRecord(file)?.owner)) : error;
  }
  return new Run(file, dir, isFirst);
};

/** Ends everything that this process has begun, the newest run first; nothing starts any more. */
export const endAll = async () => {
  ended = true;
  endCommands();
  for (const run of [...open].reverse()) await run.end();
};
