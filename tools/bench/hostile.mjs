// npm run bench -- hostile: no input costs more than 50 ms of CPU for each 100 kB.
import { typed } from '../options.mjs';
import { Connection } from './client.mjs';
import { cpuOf } from './cpu.mjs';
import { onBenchStack, say } from './bench-stack.mjs';
import { withoutToken, withToken } from './hostile-inputs.mjs';

const HELP = `npm run bench -- hostile [options]

Sends the worst inputs that are known to a stack of its own, one after the other, and prints what
each cost: CPU of all services of ours together. Fails when one costs more than 50 ms for each
100 kB, or for a request that is shorter.

  --times 20    how often each is sent`;
const { values: options } = typed(
  HELP,
  { times: { type: 'string', default: '20' } },
  { args: process.argv.slice(3) },
);
const TIMES = Number(options.times);
const MOST_MS = 50;
const MOST_BYTES = 100_000;
const MEMBERS = 2_000;

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** @typedef {import('./hostile-inputs.mjs').Input} Input */

/** @param {Connection} connection @param {string} path @param {object} body */
const made = async (connection, path, body) => {
  const answer = await connection.send('POST', path, JSON.stringify(body));
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.body.toString()}`);
  /** @type {{ id: string }} */
  const { id } = JSON.parse(answer.body.toString());
  return id;
};

const bytesOf = (/** @type {Input} */ { method, path, headers = '', body }) =>
  Buffer.byteLength(`${method} ${path} ${headers}${textOf(body) ?? ''}`);
const textOf = (/** @type {Input['body']} */ body) =>
  typeof body === 'object' ? JSON.stringify(body) : body;

/**
 * The status, and CPU ms of one sending: the mean of many, after three that do not count.
 * @param {Input} input
 * @param {{ base: string, token: string }} target
 * @param {Readonly<Record<string, number>>} pids
 */
const costOf = async (input, target, pids) => {
  const { method, path, headers, body, isAnonymous } = input;
  const base = isAnonymous ? new URL(target.base).origin : target.base;
  const token = isAnonymous ? undefined : target.token;
  const text = textOf(body);
  let status = 0;
  const send = async () => {
    // A refusal may end the connection.
    const connection = new Connection(base, token);
    await connection.open();
    ({ status } = await connection.send(method, path, text, headers));
    connection.close();
  };
  for (let i = 0; i < 3; i += 1) await send();
  const sum = () => Object.values(cpuOf(pids)).reduce((all, micros) => all + micros, 0);
  const before = sum();
  for (let i = 0; i < TIMES; i += 1) await send();
  // The log of requests is written behind the answer.
  await new Promise((done) => setTimeout(done, 700));
  return { status, ms: (sum() - before) / 1_000 / TIMES };
};

/** @param {import('./bench-stack.mjs').Bench} bench */
const measure = async ({ stack, target }) => {
  const connection = new Connection(target.base, target.token);
  await connection.open();
  const emails = Array.from({ length: 1_000 }, (_, i) => ({
    value: `é${i}@b.example`,
    type: 'work',
  }));
  const userId = await made(connection, '/Users', {
    schemas: [USER],
    userName: 'somebody',
    emails,
  });
  const members = [];
  for (let i = 0; i < MEMBERS; i += 1)
    members.push({
      value: await made(connection, '/Users', { schemas: [USER], userName: `m${i}` }),
    });
  const groupId = await made(connection, '/Groups', {
    schemas: [GROUP],
    displayName: 'team',
    members,
  });
  connection.close();
  say(`a user with 1,000 e-mails, a group of ${MEMBERS}`);

  const { gateway, directory, token } = stack.services;
  const pids = { gateway: gateway.pid, directory: directory.pid, token: token.pid };
  console.log(
    '\n| input                                      | status |   bytes | CPU ms | ms for each 100 kB |\n' +
      '|--------------------------------------------|-------:|--------:|-------:|-------------------:|',
  );
  const tooMuch = [];
  let worst = 0;
  for (const input of [...withToken(userId, groupId), ...withoutToken()]) {
    const bytes = bytesOf(input);
    const { status, ms } = await costOf(input, target, pids);
    const each = ms / Math.max(1, bytes / MOST_BYTES);
    worst = Math.max(worst, each);
    if (each > MOST_MS) tooMuch.push(input.name);
    /** @type {[string | number, number][]} */
    const columns = [
      [status, 6],
      [bytes, 7],
      [ms.toFixed(1), 6],
      [each.toFixed(1), 18],
    ];
    const cells = columns.map(([value, width]) => String(value).padStart(width));
    console.log(`| ${input.name.padEnd(42)} | ${cells.join(' | ')} |`);
  }
  console.log(`\nThe most: ${worst.toFixed(1)} ms for each 100 kB; ${MOST_MS} are allowed.`);
  for (const name of tooMuch) say(`More than ${MOST_MS} ms: ${name}`);
  return tooMuch.length === 0;
};

await onBenchStack('full', measure);
