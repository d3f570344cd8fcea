import { comparedRows, foundText } from '@rollcall/testing';
import { HOLDERS } from '../event-log/claims/claims.queries';
import { SEARCH_COLUMNS, PERSONAL_COLUMNS } from '../database/entities/personal-columns';
import { INITIATOR, Ground, TEXTS } from './erasing.fixture';
import { ROWS, STAYS } from './tenant-steps.queries';

/** Columns of text without personal data: ids, states, and names and texts of ours. */
const WORDLESS: Readonly<Record<string, string>> = {
  branding: 'tenant_id name logo accent support return_url',
  captures: 'tenant_id',
  claims: 'tenant_id kind subject',
  connections: 'tenant_id provider expiry token_id mangled_prefix',
  console_sessions: 'tenant_id session_id digest digest_key role',
  dialects: 'tenant_id strictness quirks_off',
  ended_generations: 'reason',
  epochs: 'epoch',
  erasures: 'tenant_id subject steps named_in',
  events: 'tenant_id subject type',
  forks: 'tenant_id',
  idempotency_keys: 'tenant_id request_digest made_id',
  log_epoch: 'epoch home',
  memberships: 'tenant_id group_id member_id type',
  migrations: 'name',
  quirk_counts: 'tenant_id quirk',
  refused_switch_offs: 'tenant_id user_id request_id code',
  relayed: 'tenant_id held',
  requests: 'tenant_id method token_id resource_id quirks',
  operator_acts: 'type tenant_id correlation_id',
  rotations: 'tenant_id old_token_id new_token_id correlation_id',
  setup_links: 'tenant_id link_id digest digest_key role',
  streams: 'tenant_id subject status render_tag',
  tenants: 'tenant_id profile provisioning checksum',
  token_uses: 'tenant_id token_id',
  traces: 'tenant_id traceparent',
  webhook_deliveries: 'tenant_id token_id',
  webhooks: 'tenant_id sealed_secret',
};

/** Tables that are no tenant's. */
const NO_TENANTS = ['ended_generations', 'epochs', 'log_epoch', 'migrations', 'told'];

const inOrder = (columns: Iterable<string>): string[] => [...columns].sort();
const listed = (of: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(of).flatMap(([table, columns]) => columns.map((one) => `${table}.${one}`));

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.on('places');
});
afterEach(() => ground.end());

const columns = async (condition: string): Promise<string[]> => {
  const rows = await ground.sql<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
     WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
       AND ${condition}`,
  );
  return inOrder(rows.map(({ name }) => name));
};
const TEXT = `(t.typcategory IN ('S', 'U') AND t.typname NOT IN ('uuid', 'bytea')
  OR t.typname IN ('_text', '_varchar', '_json', '_jsonb'))`;

describe('what an erasure knows of', () => {
  it('is every table', async () => {
    const tables = await ground.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
         AND relkind IN ('r', 'p') AND NOT relispartition`,
    );
    expect(inOrder(tables.map(({ name }) => name))).toEqual(
      inOrder([...Object.keys(ROWS), ...STAYS, ...NO_TENANTS]),
    );
  });

  it('is every column of text, each listed as personal or not', async () => {
    const known = [
      ...listed(PERSONAL_COLUMNS),
      ...listed(SEARCH_COLUMNS),
      ...Object.entries(WORDLESS).flatMap(([table, names]) =>
        names.split(' ').map((name) => `${table}.${name}`),
      ),
    ];
    expect(await columns(`c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${TEXT}`)).toEqual(
      inOrder(known),
    );
  });

  it('is not sampled, in the partitions of the log of requests either', async () => {
    const partitions = await ground.sql<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent = 'requests'::regclass`,
    );
    expect(partitions.length).toBeGreaterThan(3);
    const unsampled = [
      ...listed(PERSONAL_COLUMNS),
      ...partitions.flatMap(({ name }) => listed({ [name]: PERSONAL_COLUMNS.requests })),
    ];
    expect(await columns(`c.relkind IN ('r', 'p') AND a.attstattarget = 0`)).toEqual(
      inOrder(unsampled),
    );
  });
});

describe('the statistics', () => {
  it('contain names while the planner needs them, and none after the erasure', async () => {
    const scenery = await ground.tenant();
    const zelda = await scenery.joins({ userName: 'zelda.quux@example.com', externalId: 'quux' });
    for (const other of ['a', 'z'])
      await scenery.joins({ userName: `${other}@example.com`, externalId: other });
    await ground.sql('ANALYZE');
    const sampled = inOrder(await foundText(ground.url, TEXTS));
    expect(sampled.filter((one) => one.startsWith('pg_stats'))).toEqual(
      ['claims.value: quux', 'claims.value: zelda', 'streams.external_id: quux'].map(
        (one) => `pg_stats public.${one}`,
      ),
    );
    await scenery.leaves(zelda);
    await ground.commands.user(scenery.id, zelda, INITIATOR);
    await ground.erasing().run();
    const left = await foundText(ground.url, TEXTS);
    expect(left.filter((one) => one.startsWith('pg_stats'))).toEqual([]);
  });

  it('need no names: the index finds them', async () => {
    await ground.sql(
      `INSERT INTO claims SELECT 't' || i % 2, 'userName', 'u' || i, 'users/' || i
       FROM generate_series(1, 20000) i`,
    );
    await ground.sql('ANALYZE');
    const ids = Array.from({ length: 100 }, (_, i) => `u${i * 2}`);
    const client = await ground.pool.connect();
    const values = ['t0', ids.map(() => 'userName'), ids];
    const compared = await comparedRows(client, HOLDERS, values).finally(() => client.release());
    expect(compared).toBe(0);
  });
});
