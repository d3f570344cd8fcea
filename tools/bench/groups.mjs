// npm run bench -- groups: what a PATCH of one member costs in groups of 10 to 100,000 members.
import { typed } from '../options.mjs';
import { onBenchStack, say } from './bench-stack.mjs';
import { closedLoop, percentile, repeat } from './run.mjs';

const HELP = `npm run bench -- groups [options]

Prints what a PATCH of one member costs in groups of different sizes.

  --sizes 10,1000,100000   members of each group
  --seconds 5              length of each measurement
  --connections 16         clients, each with one request in flight`;
const { values: options } = typed(
  HELP,
  {
    sizes: { type: 'string', default: '10,1000,100000' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
  },
  { args: process.argv.slice(3) },
);
const sizes = options.sizes.split(',').map(Number);
const connections = Number(options.connections);
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const MOST_AT_ONCE = 5_000;

/**
 * @typedef {import('./client.mjs').Send} Send
 * @typedef {{ op: string, path: string, value?: unknown }} PatchOperation
 */

const idOf = (/** @type {import('./client.mjs').Answer} */ { body }) => {
  /** @type {{ id: string }} */
  const { id } = JSON.parse(body.toString());
  return id;
};
/** @param {Send} send @param {string} id @param {PatchOperation} op */
const patch = (send, id, op) =>
  send('PATCH', `/Groups/${id}`, JSON.stringify({ schemas: [PATCH_OP], Operations: [op] }));
const add = (/** @type {readonly string[]} */ members) => ({
  op: 'add',
  path: 'members',
  value: members.map((value) => ({ value })),
});

/** @param {import('./bench-stack.mjs').Bench} bench */
const measure = async ({ engines, stack, target, log, directory, settled }) => {
  const settle = async () => (await settled()).ms;
  /** @param {(send: Send) => Promise<import('./client.mjs').Answer>} operation */
  const once = async (operation) => {
    const [answer] = await repeat({ ...target, connections: 1, count: 1, operation });
    if (!answer) throw new Error('no answer');
    return answer;
  };

  let made = 0;
  const spare = 2 * connections;
  const users = (
    await repeat({
      ...target,
      connections: 64,
      count: Math.max(...sizes) + spare,
      operation: (send) => {
        const userName = `u${(made += 1)}@example.com`;
        return send('POST', '/Users', JSON.stringify({ userName, displayName: userName }));
      },
    })
  ).map(idOf);
  say(`${users.length} users`);
  const spares = users.splice(0, spare);
  /** @type {{ id: string, size: number }[]} */
  const groups = [];
  for (const size of sizes) {
    const created = await once((send) =>
      send('POST', '/Groups', JSON.stringify({ displayName: `Group of ${size}` })),
    );
    const id = idOf(created);
    for (let from = 0; from < size; from += MOST_AT_ONCE) {
      const members = users.slice(from, Math.min(size, from + MOST_AT_ONCE));
      const { status, body } = await once((send) => patch(send, id, add(members)));
      if (status !== 204) throw new Error(`members were refused: ${status} ${body.toString()}`);
    }
    groups.push({ id, size });
    say(`a group of ${size}`);
  }
  await settle();
  await Promise.all([log.query('VACUUM ANALYZE'), directory.query('VACUUM ANALYZE')]);

  const { services } = stack;
  const pids = {
    gateway: services.gateway.pid,
    directory: services.directory.pid,
    postgres: engines.postgres.pid,
  };
  console.log(
    `\nCPU µs for each request, ${connections} connections\n\n` +
      '|                                |  op/s | p50 ms | p99 ms | gateway | directory | postgres |  sum |\n' +
      '|--------------------------------|------:|-------:|-------:|--------:|----------:|---------:|-----:|',
  );
  /** @param {string} name @param {(send: Send) => Promise<unknown>} operation */
  const show = async (name, operation) => {
    const seconds = Number(options.seconds);
    const run = await closedLoop({ ...target, connections, operation, seconds, pids, settle });
    const { gateway: g, directory: d, postgres: p } = run.micros;
    /** @type {[string | number, number][]} */
    const columns = [
      [Math.round(run.operations / run.seconds), 5],
      [percentile(run.times, 0.5).toFixed(1), 6],
      [percentile(run.times, 0.99).toFixed(1), 6],
      [g, 7],
      [d, 9],
      [p, 8],
      [g + d + p, 4],
    ];
    const cells = columns.map(([value, width]) => String(value).padStart(width));
    console.log(`| ${name.padEnd(30)} | ${cells.join(' | ')} |`);
  };
  for (const { id, size } of groups) {
    const free = [...spares];
    await show(`PATCH in a group of ${size}`, async (send) => {
      const member = free.pop() ?? '';
      const done = [
        await patch(send, id, add([member])),
        await patch(send, id, { op: 'remove', path: `members[value eq "${member}"]` }),
      ];
      free.push(member);
      if (done.some(({ status }) => status !== 204)) throw new Error('a PATCH was refused');
    });
  }
  for (const { id, size } of groups)
    await show(`GET without members, ${size}`, (send) =>
      send('GET', `/Groups/${id}?excludedAttributes=members`),
    );
};

await onBenchStack('full', measure);
