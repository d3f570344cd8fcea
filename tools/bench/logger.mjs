// What a log line costs: node tools/bench/logger.mjs, µs of CPU for each.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const pino = require('pino');
const { createLogger } = require('../../libs/platform');
const LINES = 200_000;
const line = {
  tenantId: 'acme',
  correlationId: '0b1c9a52-5d0e-4d1f-9f61-0d8a2f5b7c11',
  route: '/scim/v2/Users/:id',
  method: 'PATCH',
  status: 200,
  ms: 3.2,
  position: 12,
};
const fields = {
  'one level': line,
  'with headers': {
    ...line,
    headers: { host: 'x', authorization: 'Bearer rc_1_2', accept: '*/*' },
  },
};
const nowhere = () =>
  pino.destination({ fd: fs.openSync('/dev/null', 'w'), sync: false, minLength: 4_096 });
const cost = (logger, some) => {
  for (let i = 0; i < LINES / 4; i += 1) logger.info(some, 'a request');
  const from = process.cpuUsage();
  for (let i = 0; i < LINES; i += 1) logger.info(some, 'a request');
  const { user, system } = process.cpuUsage(from);
  return Number(((user + system) / LINES).toFixed(2));
};
const ours = createLogger('bench', 'info', nowhere());
const bare = pino({ base: { service: 'bench' } }, nowhere());
console.table(
  Object.fromEntries(
    Object.entries(fields).map(([name, some]) => [
      name,
      { 'pino, nothing redacted': cost(bare, some), ours: cost(ours, some) },
    ]),
  ),
);
