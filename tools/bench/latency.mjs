// npm run bench -- latency: from the 2xx of SCIM to each kind of subscriber.
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { refuse, typed } from '../options.mjs';
import { startDelivery } from '../stack/delivery.mjs';
import { onBenchStack } from './bench-stack.mjs';
import { eventLatency, ofFeed, ofKit } from './event-latency.mjs';
import { percentile } from './run.mjs';

const HELP = `npm run bench -- latency [options]

Creates users at a fixed rate, and prints how long after the 2xx each kind of subscriber has the event.

  --rate 500      writes a second
  --seconds 20    length of the measurement
  --tenants 20    tenants whose users are created; the feed stores the events of one, one by one`;

const { values: options } = typed(
  HELP,
  {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    tenants: { type: 'string', default: '20' },
  },
  { args: process.argv.slice(3) },
);
for (const name of /** @type {const} */ (['rate', 'seconds', 'tenants']))
  if (!(Number(options[name]) > 0)) refuse(`--${name} is a number above 0`, HELP);

/** Milliseconds of the 99th percentile that are promised. */
const MOST = { "the kit's handler": 100, "a long poll's answer": 150 };

await onBenchStack('strict', async ({ engines, stack, admin, target }) => {
  const key = randomBytes(16).toString('hex');
  const delivery = await startDelivery({
    engines,
    dir: path.join(os.tmpdir(), `rollcall-bench-${process.pid}`, 'logs'),
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
  try {
    const { reached, times } = await eventLatency({
      base: target.base,
      tokens,
      rate,
      seconds,
      subscribers: {
        "the kit's handler": ofKit(engines.env.KAFKA_BROKERS),
        "a long poll's answer": ofFeed(delivery.eventsBaseUrl, key),
      },
    });
    console.log(
      `\nFrom the 2xx of SCIM, ms, at ${reached.toFixed(0)} writes/s (wanted ${rate}) of ${tokens.length} tenants for ${seconds} s\n`,
    );
    console.log('|                      |   p50 |   p99 |  most | target of p99 |');
    console.log('|----------------------|------:|------:|------:|--------------:|');
    for (const [name, of] of Object.entries(times)) {
      const figures = [percentile(of, 0.5), percentile(of, 0.99), of.at(-1) ?? 0];
      const cells = figures.map((ms) => ms.toFixed(1).padStart(5)).join(' | ');
      const most = String(MOST[/** @type {keyof typeof MOST} */ (name)]).padStart(13);
      console.log(`| ${name.padEnd(20)} | ${cells} | ${most} |`);
    }
  } finally {
    await delivery.process.stop();
  }
});
