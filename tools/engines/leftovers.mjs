import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sleep } from './run.mjs';

const MARKS = { kafka: 'kafka.Kafka', postgres: 'postgres', redis: 'redis-server' };

export const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const commandOf = (pid) => {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

/** Who owns a folder of engines, and the processes it started. */
export const note = (dir, parts) =>
  fs.writeFileSync(
    path.join(dir, 'pids.json'),
    JSON.stringify({ owner: process.pid, parts: parts.map(({ name, pid }) => ({ name, pid })) }),
  );

/** Ends what a killed run left behind; throws when its owner still runs. */
export const endLeftovers = async (dir, say) => {
  const file = path.join(dir, 'pids.json');
  if (!fs.existsSync(file)) return;
  const { owner, parts } = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (owner !== process.pid && alive(owner) && /node/.test(commandOf(owner)))
    throw new Error(`Rollcall is running already here, as process ${owner}. Stop it first.`);
  for (const { name, pid } of parts) {
    const mark = MARKS[name] ?? 'apps/';
    if (!alive(pid) || !commandOf(pid).includes(mark)) continue;
    say(name, `left over from a killed run (${pid}), ending it`);
    process.kill(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    for (let i = 0; i < 500 && alive(pid); i += 1) await sleep(20);
    if (alive(pid)) process.kill(pid, 'SIGKILL');
  }
  fs.rmSync(file, { force: true });
};
