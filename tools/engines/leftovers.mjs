import fs from 'node:fs';
import path from 'node:path';
import { sleep } from './command.mjs';
import { lives, signal } from './living.mjs';
import { folderOf, ownerLives, readRecord } from './records.mjs';

/** Ends the processes of a run whose owner is gone, and throws away what it would have. */
export const endLeftovers = async (file, record, say) => {
  const left = record.parts.filter(({ pid, mark }) => lives(pid, mark));
  for (const { name, pid } of left) say(name, `left over from a killed run (${pid}), ending it`);
  await Promise.all(left.map(endOrphan));
  for (const folder of record.wipes) fs.rmSync(folder, { recursive: true, force: true });
  fs.rmSync(file, { force: true });
};

const endOrphan = async ({ name, pid, mark, leftover }) => {
  try {
    signal(pid, 'SIGCONT');
    signal(pid, leftover);
    for (let i = 0; i < 500 && lives(pid, mark); i += 1) await sleep(20);
    if (lives(pid, mark)) signal(pid, 'SIGKILL');
    while (lives(pid, mark)) await sleep(20);
  } catch {
    throw new Error(`${name} of a killed run (${pid}) belongs to another user: end it first.`);
  }
};

/** Ends what the runs of dead owners left behind, wherever they ran. */
export const sweep = async (home, say) => {
  const folder = folderOf(home);
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const file = path.join(folder, name);
    const record = readRecord(file);
    if (record && !ownerLives(record)) await endLeftovers(file, record, say);
  }
};
