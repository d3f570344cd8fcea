import { createKafka } from '@rollcall/subscriber';
import { Client as Postgres } from 'pg';
import { auditAll, eventually, sleep } from '../audit/settled';
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

const epochOf = async ({ logDatabaseUrl: connectionString }: DrillStack): Promise<unknown> => {
  const client = new Postgres({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ epoch: string }>('SELECT epoch FROM log_epoch');
  await client.end();
  return rows[0]?.epoch;
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
    const unused = await issueToken(stack, tenant.id);
    const statusOf = async (token: string): Promise<number> =>
      (await new Client(stack.scim[0], token).get('/Users?count=0')).status;
    const writers = load(tenant.clients, 'everything', { groups: true });
    await sleep(2_000);
    const ledger = await writers.stop();
    await auditAll(stack, tenant);
    const epoch = await epochOf(stack);
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
    const refused = await statusOf(revoked.token);
    find(`a token that was revoked before the backup: ${refused}`, refused === 401);
    find('the log has a new epoch', (await epochOf(stack)) !== epoch);
    // The topic alone has the credentials now.
    await flush(stack.redisUrl);
    const restored = await eventually(
      () => statusOf(unused.token),
      (status) => status !== 503,
    );
    find(
      `a token that no gateway knows, when Redis is emptied again: ${restored}`,
      restored === 200,
    );
  },
};
