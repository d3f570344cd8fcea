// npm run bench -- latency: from the 2xx of SCIM to each kind of subscriber.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { selfSigned } from '../engines/self-signed.mjs';
import { refuse, typed } from '../options.mjs';
import { startDelivery } from '../stack/delivery.mjs';
import { onBenchStack } from './bench-stack.mjs';
import { cpuOf, machineTicks } from './cpu.mjs';
import { eventLatency, ofFeed, ofKit, ofWebhook } from './event-latency.mjs';
import { percentile } from './run.mjs';

const HELP = `npm run bench -- latency [options]

Creates users at a fixed rate, and prints how long after the 2xx each kind of subscriber has the event.

  --rate 500      writes a second
  --seconds 20    length of the measurement
  --warm-up 15    seconds before, at the same rate: the processes compile their code meanwhile
  --tenants 20    tenants whose users are created
  --only kit,feed,webhook   some kinds of subscriber; the others are not there meanwhile`;

const { values: options } = typed(
  HELP,
  {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    'warm-up': { type: 'string', default: '15' },
    tenants: { type: 'string', default: '20' },
    only: { type: 'string', default: 'kit,feed,webhook' },
  },
  { args: process.argv.slice(3) },
);
for (const name of /** @type {const} */ (['rate', 'seconds', 'warm-up', 'tenants']))
  if (!(Number(options[name]) > 0)) refuse(`--${name} is a number above 0`, HELP);

/** What has the event, and the milliseconds of the 99th percentile that are promised. */
const KINDS = {
  kit: { what: "the kit's handler", most: 100 },
  feed: { what: "a long poll's answer", most: 150 },
  webhook: { what: 'a webhook', most: 250 },
};
const isKind = (/** @type {string} */ name) => Object.hasOwn(KINDS, name);
const wanted = options.only.split(',');
for (const name of wanted) if (!isKind(name)) refuse(`--only knows no ${name}`, HELP);

await onBenchStack('strict', async ({ engines, stack, admin, target }) => {
  const key = randomBytes(16).toString('hex');
  const dir = path.join(os.tmpdir(), `rollcall-bench-${process.pid}`, 'logs');
  fs.mkdirSync(dir, { recursive: true });
  const { certificate, key: certificateKey } = selfSigned(dir);
  const delivery = await startDelivery({
    engines,
    dir,
    env: {
      SEALING_KEYS: `s1:${randomBytes(16).toString('hex')}`,
      WEBHOOKS_ANYWHERE: 'true',
      NODE_EXTRA_CA_CERTS: certificate,
    },
    installation: new URL(target.base).origin,
    serviceKey: stack.serviceKey,
    keys: [key],
  });
  const [rate, seconds] = [Number(options.rate), Number(options.seconds)];
  /** @type {string[]} */
  const tokens = [];
  for (let i = 0; i < Number(options.tenants); i += 1) {
    await admin('POST', '/tenants', {
      id: `latency-${i}`,
      name: `Latency ${i}`,
      profile: 'strict',
    });
    tokens.push((await admin('POST', `/tenants/latency-${i}/tokens`, {})).body.token ?? '');
  }
  const pids = {
    gateway: stack.services.gateway.pid,
    directory: stack.services.directory.pid,
    token: stack.services.token.pid,
    delivery: delivery.process.pid,
    postgres: engines.postgres.pid,
    kafka: engines.kafka.pid,
    bench: process.pid,
  };
  let before = cpuOf(pids);
  let machine = machineTicks();
  let beganAt = performance.now();
  try {
    const { reached, times } = await eventLatency({
      base: target.base,
      tokens,
      rate,
      seconds,
      warmUp: Number(options['warm-up']),
      onWarm: () => {
        before = cpuOf(pids);
        machine = machineTicks();
        beganAt = performance.now();
      },
      subscribers: Object.fromEntries(
        Object.entries({
          kit: ofKit(engines.env.KAFKA_BROKERS),
          feed: ofFeed(delivery.eventsBaseUrl, key),
          webhook: ofWebhook({
            internalBaseUrl: delivery.internalBaseUrl,
            serviceKey: stack.serviceKey,
            certificate,
            key: certificateKey,
          }),
        }).filter(([name]) => wanted.includes(name)),
      ),
    });
    const passed = (performance.now() - beganAt) * 1_000;
    const { busy, total } = machineTicks();
    const others = (busy - machine.busy) / (total - machine.total);
    const used = Object.entries(cpuOf(pids)).map(([name, micros]) => {
      const own = micros - before[/** @type {keyof typeof pids} */ (name)];
      return `${name} ${((own / passed) * 100).toFixed(0)} %`;
    });
    console.log(
      `\nFrom the 2xx of SCIM, ms, at ${reached.toFixed(0)} writes/s (wanted ${rate}) of ${tokens.length} tenants for ${seconds} s\n`,
    );
    console.log('|                      |   p50 |   p99 |  most | target of p99 |');
    console.log('|----------------------|------:|------:|------:|--------------:|');
    for (const [name, of] of Object.entries(times)) {
      const figures = [percentile(of, 0.5), percentile(of, 0.99), of.at(-1) ?? 0];
      const cells = figures.map((ms) => ms.toFixed(1).padStart(5)).join(' | ');
      const { what, most } = KINDS[/** @type {keyof typeof KINDS} */ (name)];
      console.log(`| ${what.padEnd(20)} | ${cells} | ${String(most).padStart(13)} |`);
    }
    console.log(
      `\nCPU, of ${os.availableParallelism()} cores: ${used.join(', ')}; busy ${(others * os.availableParallelism() * 100).toFixed(0)} %`,
    );
  } finally {
    await delivery.process.stop();
  }
});
