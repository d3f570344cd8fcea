// npm run bench: CPU of every process for each operation, the time an event needs, the rebuild.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { memoryOf } from './bench/cpu.mjs';
import { fairness } from './bench/fairness.mjs';
import { onBenchStack, say } from './bench/bench-stack.mjs';
import { eventLatency, ofKit } from './bench/event-latency.mjs';
import { closedLoop, percentile, repeat } from './bench/run.mjs';
import { namesOf, workloads } from './bench/workloads.mjs';
import { root } from './engines/engines.mjs';
import { refuse, typed } from './options.mjs';

// Never comes back: it has a stack of its own.
const [, , kind = ''] = process.argv;
if (['groups', 'hostile', 'latency', 'sizes', 'tokens'].includes(kind))
  await import(`./bench/${kind}.mjs`);

const HELP = `npm run bench [-- options]
       npm run bench -- groups    PATCH of one member in groups of 10 to 100,000
       npm run bench -- hostile   CPU of the worst inputs; fails above 50 ms for each 100 kB
       npm run bench -- latency   from a 2xx to each kind of subscriber, 500 writes a second
       npm run bench -- sizes     bytes of an event and a person in log, topic and directory
       npm run bench -- tokens    an access token next to a pasted one, 200 token requests a second

Builds, brings a stack of its own up, loads it with the users of one tenant, and prints for each
operation what each of our processes paid: microseconds of CPU, and their sum next to its target. It
takes a few minutes; what else runs on the machine meanwhile shows in the times, less in the CPU.

  --users 10000       users that are there before
  --seconds 5         length of each measurement, after a second of warming up
  --connections 32    clients, each with one request in flight
  --profile strict    or full
  --only get,list     some of them:
      create get look-up patch list mix   the operations, one after the other
      latency                             from a 2xx to a subscriber's handler
      fair                                one tenant during another's first sync
      rebuild                             the directory again from Kafka
  --runs 1            runs of each; the median of the CPU is printed
  --no-request-log    without the log of requests, to see what it costs
  --json FILE         the figures for a program
  --cpu-prof FOLDER   a CPU profile of each service, for the whole life of it`;

const WORKS = 'create get look-up patch list mix latency fair rebuild'.split(' ');
const { values: options } = typed(HELP, {
  users: { type: 'string', default: '10000' },
  seconds: { type: 'string', default: '5' },
  connections: { type: 'string', default: '32' },
  profile: { type: 'string', default: 'strict' },
  only: { type: 'string', default: WORKS.join() },
  runs: { type: 'string', default: '1' },
  'no-request-log': { type: 'boolean', default: false },
  json: { type: 'string' },
  'cpu-prof': { type: 'string' },
});
const wanted = options.only.split(',');
for (const name of wanted) if (!WORKS.includes(name)) refuse(`--only knows no ${name}`, HELP);
for (const name of /** @type {const} */ (['users', 'seconds', 'connections', 'runs']))
  if (!(Number(options[name]) > 0)) refuse(`--${name} is a number above 0`, HELP);
if (!['strict', 'full'].includes(options.profile)) refuse('--profile is strict or full', HELP);
if (process.platform !== 'linux') {
  console.error('CPU is read from /proc: the bench needs Linux.');
  process.exit(1);
}
const TARGETS = { create: 320, get: 130, 'look-up': 135, patch: 340, list: 1_200, mix: 250 };
const PARTS = /** @type {const} */ ([
  ['gateway', 7],
  ['directory', 9],
  ['token', 5],
  ['postgres', 8],
  ['redis', 5],
]);
const median = (/** @type {readonly number[]} */ numbers) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
/** @param {string | number} text @param {number} width */
const cell = (text, width) => String(text).padStart(width);

/** @param {import('./bench/bench-stack.mjs').Bench} bench */
const measure = async ({ engines, stack, admin, target: one, log, directory, settled }) => {
  const settle = async () => (await settled()).ms;
  const target = { ...one, connections: Number(options.connections) };
  const { services } = stack;
  const pids = {
    gateway: services.gateway.pid,
    directory: services.directory.pid,
    token: services.token.pid,
    postgres: engines.postgres.pid,
    redis: engines.redis.pid,
  };
  const prefix = `b${Date.now().toString(36)}`;
  const count = Number(options.users);
  let began = performance.now();
  const created = await repeat({
    ...target,
    count,
    operation: workloads({ users: [], prefix }).create,
  });
  say(`${count} users in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  began = performance.now();
  await settle();
  say(`projected ${((performance.now() - began) / 1_000).toFixed(1)} s later`);
  const users = created.map(namesOf);
  await Promise.all([log.query('VACUUM ANALYZE'), directory.query('VACUUM ANALYZE')]);

  const operations = workloads({ users, prefix: `${prefix}x` });
  /** @type {Record<string, unknown>} what --json writes */
  const figures = {};
  console.log(
    `\nCPU µs for each operation; ${count} users, ${target.connections} connections, profile ${options.profile}\n\n` +
      '|          |    op/s |  p50 ms |  p99 ms | gateway | directory | token | postgres | redis |  sum | target | kafka | lag ms |\n' +
      '|----------|--------:|--------:|--------:|--------:|----------:|------:|---------:|------:|-----:|-------:|------:|-------:|',
  );
  const names = /** @type {(keyof typeof TARGETS)[]} */ (Object.keys(TARGETS));
  for (const name of names.filter((one) => wanted.includes(one))) {
    /** @type {Awaited<ReturnType<typeof closedLoop<keyof typeof pids | 'kafka'>>>[]} */
    const runs = [];
    for (let i = 0; i < Number(options.runs); i += 1)
      runs.push(
        await closedLoop({
          ...target,
          operation: operations[name],
          seconds: Number(options.seconds),
          pids: { ...pids, kafka: engines.kafka.pid },
          settle,
        }),
      );
    const of = (/** @type {(run: (typeof runs)[number]) => number} */ pick) =>
      median(runs.map(pick));
    const sum = of(({ micros }) => PARTS.reduce((all, [part]) => all + micros[part], 0));
    const times = runs[0]?.times ?? [];
    const rate = of((run) => run.operations / run.seconds);
    figures[name] = {
      rate,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      sum,
      micros: runs.map((run) => run.micros),
    };
    console.log(
      `| ${name.padEnd(8)} | ${cell(Math.round(rate), 7)} | ${cell(percentile(times, 0.5).toFixed(1), 7)} | ${cell(percentile(times, 0.99).toFixed(1), 7)} | ` +
        PARTS.map(([part, width]) =>
          cell(
            of(({ micros }) => micros[part]),
            width,
          ),
        ).join(' | ') +
        ` | ${cell(sum, 4)} | ${cell(`≤ ${TARGETS[name]}`, 6)} | ${cell(
          of(({ micros }) => micros.kafka),
          5,
        )} | ${cell(Math.round(of(({ lag }) => lag)), 6)} |`,
    );
  }
  const memory = Object.fromEntries(
    /** @type {const} */ (['gateway', 'directory', 'token']).map((name) => [
      name,
      Math.round(memoryOf(pids[name])),
    ]),
  );
  figures.memory = memory;
  console.log(
    `\nMemory, MiB: ${Object.entries(memory)
      .map((one) => one.join(' '))
      .join(', ')}`,
  );
  if (wanted.includes('latency')) {
    const {
      times: { kit: times },
    } = await eventLatency({
      base: target.base,
      tokens: [target.token],
      rate: 500,
      seconds: 10,
      subscribers: { kit: ofKit(engines.env.KAFKA_BROKERS) },
    });
    const [p50, p99, most] = [percentile(times, 0.5), percentile(times, 0.99), times.at(-1) ?? 0];
    figures.latency = { p50, p99, most };
    console.log(
      `\nFrom the 2xx to a subscriber's handler at 500 writes/s: p50 ${p50.toFixed(1)} ms (≤ 15), p99 ${p99.toFixed(1)} ms (≤ 100), most ${most.toFixed(1)} ms`,
    );
  }
  if (wanted.includes('fair')) {
    const tokenOf = async (/** @type {string} */ id) => {
      await admin('POST', '/tenants', { id, name: id, profile: options.profile });
      const { token = '' } = (await admin('POST', `/tenants/${id}/tokens`, {})).body;
      return token;
    };
    const fair = await fairness({
      base: target.base,
      quiet: await tokenOf('quiet'),
      syncing: await tokenOf('syncing'),
      count: 5_000,
      connections: 4,
    });
    figures.fair = fair;
    const { alone, contended, rate } = fair;
    console.log(
      `A tenant's p99 at 50 requests/s: ${alone.toFixed(1)} ms alone, ${contended.toFixed(1)} ms during a first sync of 5,000 users at ${Math.round(rate)}/s (≤ twice)`,
    );
  }
  if (wanted.includes('rebuild')) {
    await settle();
    /** @type {import('pg').QueryResult<{ position: number }>} */
    const { rows } = await log.query('SELECT sum(position)::int AS position FROM tenants');
    const position = rows[0]?.position ?? 0;
    began = performance.now();
    const script = path.join(root, 'apps/user-directory/dist/commands/rebuild.js');
    const done = spawnSync(process.execPath, [script], {
      env: { ...process.env, ...stack.env },
      encoding: 'utf8',
    });
    const took = (performance.now() - began) / 1_000;
    if (done.status !== 0) throw new Error(`the rebuild failed: ${done.stdout}${done.stderr}`);
    const rebuild = position / took;
    figures.rebuild = rebuild;
    console.log(
      `Rebuild: ${position} events in ${took.toFixed(1)} s, ${Math.round(rebuild)} a second (≥ 20000)`,
    );
  }
  if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
};

const profiled = options['cpu-prof'];
await onBenchStack(options.profile, measure, {
  env: options['no-request-log'] ? { gateway: { REQUEST_LOG: 'false' } } : {},
  ...(profiled ? { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profiled)}`] } : {}),
});
