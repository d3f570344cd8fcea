import { createKafka } from '@rollcall/subscriber';
import { Client as Postgres } from 'pg';
import { auditAll, sleep } from '../audit/settled';
import { sectionsOf } from '../pages/page';
import { blocksOf, typeBlocks } from '../pages/typing';
import { Client, strictUser } from '../support/client';
import { silent } from '../support/records';
import { adminOf, issueToken, newTenant } from '../support/tenants';
import { audit, GOOD, load, type Drill, type DrillStack } from './drill';
import { backUp } from './log-backup';
import { Recovery } from './recovery';
import { backUpRedis } from './redis-backup';
import { flush } from './redis-emptied.drill';
import { vaultOf } from './secret.drill';

const PAGE = 'docs/backup.md';
const SERVICES = ['gateway', 'gateway-2', 'directory', 'token'] as const;

const emptyDatabase = async (connectionString: string): Promise<void> => {
  const client = new Postgres({ connectionString });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await client.end();
};

const dropTopics = async ({ brokers }: DrillStack): Promise<void> => {
  const admin = createKafka({ brokers, clientId: 'drill', log: silent }).admin();
  await admin.connect();
  const all = await admin.listTopics();
  await admin.deleteTopics({ topics: all.filter((topic) => topic.startsWith('rollcall.')) });
  await admin.disconnect();
};

/** Every service is gone, and every engine is empty. */
const loseAll = async (stack: DrillStack): Promise<void> => {
  for (const part of SERVICES) await stack.kill9(part);
  await emptyDatabase(stack.logDatabaseUrl);
  await emptyDatabase(stack.directoryDatabaseUrl);
  await dropTopics(stack);
  await flush(stack.redisUrl);
};

/** From a backup of the event log, one of Redis and the keys, by the commands of the page. */
export const everything: Drill = {
  name: 'everything',
  says: 'everything is lost: from the backups, by the commands of docs/backup.md',
  act: async (run) => {
    const { stack, say, find } = run;
    const tenant = await newTenant(stack, 'full');
    const recovery = await Recovery.of(stack);
    const revoked = await issueToken(stack, tenant.id);
    await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${revoked.id}`);
    const writers = load(tenant.clients, 'everything', { groups: true });
    await sleep(2_000);
    const ledger = await writers.stop();
    await auditAll(stack, tenant);
    const log = await backUp(stack.logDatabaseUrl);
    const credentials = await backUpRedis(stack.redisUrl);
    const vault = vaultOf(stack);
    const late = await tenant.client.post('/Users', strictUser('late@example.com'));
    find(`a change after the backup: ${late.status}`, late.status === 201);
    await loseAll(stack);
    say('no service runs; Postgres, Kafka and Redis are empty');

    const began = performance.now();
    const migrated = await stack.command('apps/scim-gateway/dist/commands/migrate.js', {
      DATABASE_URL: stack.logDatabaseUrl,
    });
    if (migrated.code !== 0) throw new Error(migrated.output);
    const position = await log.restore(tenant.id);
    const keys = await credentials.restore();
    say(`restored: the log, with the tenant at position ${position}, and ${keys} keys of Redis`);
    const blocks = blocksOf(sectionsOf(PAGE), 'Everything is lost');
    if (!(await typeBlocks(run, blocks, { 'secret.yaml': vault }))) return;
    const { change, login } = await recovery.since(began);
    find(`a change is accepted after ${change} s, a log-in answered after ${login} s`, true);
    await audit({ ...run, stack: { ...stack, generation: 2 } }, tenant, ledger, GOOD);
    const lost = (await tenant.client.get('/Users?filter=userName%20eq%20%22late@example.com%22'))
      .text;
    find('what came after the backup is lost, and nothing else', /"totalResults":0/.test(lost));
    const refused = (await new Client(stack.scim[0], revoked.token).get('/Users?count=0')).status;
    find(`a token that was revoked before the backup: ${refused}`, refused === 401);
  },
};
