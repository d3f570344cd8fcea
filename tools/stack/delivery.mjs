// The feed of events, next to a stack whose services know nothing of it.
import path from 'node:path';
import { databaseUrl, root } from '../engines/engines.mjs';
import { freePort, run } from '../engines/run.mjs';
import { digest, service } from './stack.mjs';

/**
 * @typedef {object} DeliveryOptions
 * @property {{ env: import('../engines/engines.mjs').Engines['env'] }} engines
 * @property {string} dir the folder of its log
 * @property {string} [name]
 * @property {number} [port] a free one when it is not given
 * @property {number} [internalPort] a free one when it is not given
 * @property {string} installation of the gateways
 * @property {string} serviceKey of operators, on the internal port
 * @property {readonly string[]} keys of clients of the feed
 * @property {Readonly<Record<string, string>>} [env]
 * @property {Readonly<Record<string, string>>} [everywhere] also for the migration
 * @property {(name: string) => void} [onExit]
 */

/**
 * Migrates the database of the feed and starts one replica; resolves when it is ready.
 * @param {DeliveryOptions} options
 */
export const startDelivery = async ({
  engines,
  dir,
  name = 'delivery',
  port,
  internalPort,
  installation,
  serviceKey,
  keys,
  env = {},
  everywhere = {},
  onExit = () => {},
}) => {
  const DATABASE_URL = databaseUrl(engines.env.DATABASE_URL, 'rollcall_delivery');
  await run(process.execPath, [path.join(root, 'apps/event-delivery/dist/commands/migrate.js')], {
    env: { PATH: process.env.PATH, ...everywhere, DATABASE_URL },
  });
  const [open, internal] = [port ?? (await freePort()), internalPort ?? (await freePort())];
  const replica = service({
    app: 'event-delivery',
    name,
    port: internal,
    env: {
      ...everywhere,
      KAFKA_BROKERS: engines.env.KAFKA_BROKERS,
      DATABASE_URL,
      INSTALLATION: installation,
      INTERNAL_KEYS: serviceKey,
      CLIENT_KEYS: [...new Set(keys)]
        .map((key, i) => `client-${i + 1}:${digest(key)}:events:read`)
        .join(','),
      PORT: String(open),
      INTERNAL_PORT: String(internal),
      DRAIN_MS: '0',
      NODE_ENV: 'production',
      ...env,
    },
    dir,
    nodeArgs: [],
    onExit,
  });
  await replica.start();
  const at = (/** @type {number} */ one) => `http://127.0.0.1:${one}`;
  return {
    process: replica,
    eventsBaseUrl: `${at(open)}/events/v1`,
    internalBaseUrl: at(internal),
  };
};
