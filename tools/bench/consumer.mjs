// What reading costs: CPU of a consumer for each event, and the time from the send to its handler.
//   KAFKA_BROKERS=… node tools/bench/consumer.mjs [--rate 500] [--seconds 10] [--tenants 16] [--partitions 48]
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sleep } from '../engines/run.mjs';

const require = createRequire(import.meta.url);
const messaging = require('../../libs/messaging');
const { toMessage } = require('../../libs/contracts');
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '10' },
    tenants: { type: 'string', default: '16' },
    partitions: { type: 'string', default: '48' },
    reads: { type: 'string' },
  },
});
const [rate, seconds, tenants, partitions] = ['rate', 'seconds', 'tenants', 'partitions'].map(
  (name) => Number(values[name]),
);
messaging.installKafkajsPatches();
const kafka = messaging.createKafka({
  brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
  clientId: 'bench-consumer',
  log: console,
});

/** The child: reads with the event server and counts its own CPU from the first event to the last. */
const read = async (topic) => {
  const all = rate * seconds;
  const late = [];
  let batches = 0;
  let from;
  const server = new messaging.EventServer({ kafka, groupId: randomUUID(), log: console });
  server.addHandler(topic, async ({ events }) => {
    batches += 1;
    for (const { event } of events) {
      if (event.data.first) process.send('ready');
      else {
        from ??= process.cpuUsage();
        late.push(Date.now() - event.data.at);
      }
    }
    if (late.length < all) return;
    const { user, system } = process.cpuUsage(from);
    late.sort((a, b) => a - b);
    process.send({
      'µs CPU per event': Math.round((user + system) / all),
      'events per batch': Number((all / batches).toFixed(1)),
      'p50 ms': late[Math.floor(all * 0.5)],
      'p99 ms': late[Math.floor(all * 0.99)],
      'max ms': late.at(-1),
    });
    setTimeout(() => process.exit(0), 50);
  });
  server.listen(() => undefined);
};

const measure = async () => {
  const topic = `bench.${randomUUID()}`;
  await messaging.ensureTopics(kafka, [{ topic, partitions }], { singleNode: true });
  const publisher = new messaging.EventPublisher(kafka);
  const positions = new Map();
  const message = (tenantId, data) => {
    const position = (positions.get(tenantId) ?? 0) + 1;
    positions.set(tenantId, position);
    return toMessage({
      tenantId,
      position,
      subject: 'users/1',
      streamVersion: position,
      type: 'UserDeactivated',
      version: 1,
      data,
      actor: 'bench',
      correlationId: randomUUID(),
      time: new Date().toISOString(),
      epoch: 'bench',
    });
  };
  // As the relay sends: rounds, each partition's events together, one send in flight for each.
  const send = async (events) => {
    const byPartition = new Map();
    for (const [tenantId, data] of events) {
      const partition = messaging.partitionOf(tenantId, partitions);
      const some = byPartition.get(partition) ?? [];
      byPartition.set(partition, [...some, message(tenantId, data)]);
    }
    await Promise.all(
      [...byPartition].map(([partition, some]) => publisher.publish(topic, partition, some)),
    );
  };
  const flags = Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
  const child = fork(fileURLToPath(import.meta.url), [...flags, '--reads', topic]);
  let report;
  const ready = new Promise((resolve) =>
    child.on('message', (said) => (said === 'ready' ? resolve() : (report = said))),
  );
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await send([['tenant-0', { first: true }]]);
  await ready;
  const began = performance.now();
  for (let sent = 0; sent < rate * seconds; await sleep(5)) {
    const due = Math.min(rate * seconds, ((performance.now() - began) / 1_000) * rate);
    const round = [];
    for (; sent < due; sent += 1) round.push([`tenant-${sent % tenants}`, { at: Date.now() }]);
    await send(round);
  }
  await ended;
  await publisher.close();
  return report;
};

if (values.reads) await read(values.reads);
else console.table([await measure()]);
