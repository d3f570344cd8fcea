// A record for each folder of engines or services that runs: its owner, its processes, and what is
// thrown away with it. They lie in .local/runs, so that the next start finds those of a killed one.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { lives } from './living.mjs';

export const folderOf = (home) => path.join(home, 'runs');

export const fileOf = (home, dir) => {
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 12);
  return path.join(folderOf(home), `${name}.json`);
};

export const readRecord = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const text = (record) =>
  JSON.stringify({
    owner: process.pid,
    ownerMark: path.basename(process.argv[1] ?? 'node'),
    ...record,
  });

/** Makes the record; throws EEXIST when there is one. Never seen half written. */
export const createRecord = (file, record) => {
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, text(record));
  try {
    fs.linkSync(half, file);
  } finally {
    fs.rmSync(half);
  }
};

export const replaceRecord = (file, record) => {
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, text(record));
  fs.renameSync(half, file);
};

export const ownerLives = ({ owner, ownerMark }) => lives(owner, ownerMark);

/** The process that runs a folder now, if one does. */
export const ownerOf = (home, dir) => {
  const record = readRecord(fileOf(home, dir));
  return record && ownerLives(record) ? record.owner : undefined;
};
