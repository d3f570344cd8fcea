// npm run rollcall -- rebuild: the directory again from Kafka, compared with the event log, then swapped in.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { typed } from './options.mjs';

const HELP = `npm run rollcall -- rebuild

Projects the directory again from the topic, compares it with the event log, and swaps it in. It uses
what npm start runs, or, when GATEWAY_INTERNAL_URL is set, the addresses in DATABASE_URL,
KAFKA_BROKERS, INTERNAL_KEYS and GATEWAY_INTERNAL_URL.`;
typed(HELP, {});
const file = new URL('../.local/run.json', import.meta.url);
const given = process.env.GATEWAY_INTERNAL_URL !== undefined;
if (!given && !fs.existsSync(file)) {
  console.error(
    'Nothing runs here: npm start first, or give DATABASE_URL, KAFKA_BROKERS, INTERNAL_KEYS and GATEWAY_INTERNAL_URL.',
  );
  process.exit(1);
}
/** @type {Record<string, string>} */
const env = given ? {} : JSON.parse(fs.readFileSync(file, 'utf8')).internal.rebuild;
const script = new URL('../apps/user-directory/dist/commands/rebuild.js', import.meta.url).pathname;
spawn(process.execPath, [script], { stdio: 'inherit', env: { ...process.env, ...env } }).on(
  'exit',
  (code) => process.exit(code ?? 1),
);
