import { foundText } from '@rollcall/testing';
import { TenantUnknown } from '../event-log/port/event-log';
import {
  INITIATOR,
  departed,
  dyingBefore,
  Ground,
  OTHER,
  until,
  type Scenery,
} from './erasing.fixture';
import { ROWS, STAYS } from './tenant-steps.queries';

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.on('tenant_erasure');
});
afterEach(() => ground.end());

describe('a closed tenant', () => {
  /** At least one row in every table that the erasure must empty. */
  const furnished = async (): Promise<Scenery> => {
    const scenery = await ground.tenant('Acme of Quux');
    await departed(scenery);
    await scenery.joins({ userName: 'live.quux@example.com', active: true });
    const values = [scenery.id];
    const filled = [
      `INSERT INTO claims VALUES ($1, 'spare', 'quux', 'users/x')`,
      `INSERT INTO refused_switch_offs VALUES ($1, 'x', now(), 'r', 'name-taken', NULL)`,
      `INSERT INTO captures VALUES ($1, now())`,
      `INSERT INTO connections (tenant_id, provider) VALUES ($1, 'okta')`,
      `INSERT INTO branding (tenant_id, name) VALUES ($1, 'Quux Cloud')`,
      `INSERT INTO rotations VALUES ($1, 'old', 'new', 0, now(), NULL)`,
      `INSERT INTO webhooks VALUES ($1, 'https://quux.example/hook', 'sealed', now(), NULL)`,
      `INSERT INTO webhook_deliveries VALUES ($1, 'one', 7, '{"label":"quux"}', 0, NULL, NULL, NULL)`,
      `INSERT INTO dialects VALUES ($1, 'interop', '{}')`,
      `INSERT INTO refused_switch_offs VALUES ($1, 'u1', now(), NULL, 'attribute-unknown', 'quux')`,
      `INSERT INTO quirk_counts VALUES ($1, 'okta-password', 1, now())`,
      `INSERT INTO setup_links VALUES ($1, 'l1', 'd', 'k', 'viewer', 'for Quux', now(), 'oidc:quux', now())`,
      `INSERT INTO console_sessions VALUES ($1, 's1', 'd', 'k', 'viewer', 'oidc:quux', 'Q Quux', now(), now(), now())`,
      `INSERT INTO idempotency_keys VALUES ($1, 'operator', 'k1', 'd', 201, '{"label":"quux"}', 'x', now())`,
      `INSERT INTO idempotency_keys VALUES ('', 'operator', 'k2', 'd', 201, '{"name":"Acme of Quux"}', $1, now())`,
      `INSERT INTO traces (tenant_id, position, traceparent) VALUES ($1, 1, '00')`,
    ];
    for (const statement of filled) await ground.sql(statement, values);
    await scenery.closes();
    return scenery;
  };
  const tablesWithRows = async (id: string): Promise<string[]> => {
    const tables = await ground.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND c.relnamespace = 'public'::regnamespace ORDER BY name`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await ground.sql(`SELECT FROM ${name} WHERE tenant_id = $1 LIMIT 1`, [id]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  };

  it('leaves only ids, positions and times in the tables that stay', async () => {
    const scenery = await furnished();
    expect(await tablesWithRows(scenery.id)).toEqual(
      [...Object.keys(ROWS), 'tenants', 'events', 'relayed'].sort(),
    );
    await ground.commands.tenant(scenery.id, INITIATOR);
    await ground.erasing().run();
    const left = await tablesWithRows(scenery.id);
    expect(left.filter((name) => !(STAYS as readonly string[]).includes(name))).toEqual([]);
    expect(await foundText(ground.url, ['quux', 'zelda', 'acme', 'bob', 'okta'])).toEqual([]);
    expect(ground.forgotten).toEqual([scenery.id]);
    const [row] = await ground.sql<Record<string, unknown>>('SELECT * FROM tenants');
    expect(row).toMatchObject({
      tenant_id: scenery.id,
      name: '',
      provisioning: 'disabled',
      checksum: '0000000000000000',
    });
  });

  it('redacts the actors of all events, including those redacted before', async () => {
    const scenery = await ground.tenant('Acme');
    const zelda = await departed(scenery);
    await ground.commands.user(scenery.id, zelda, { ...INITIATOR, actor: 'oidc:zelda-quux' });
    await ground.erasing().run();
    await scenery.closes();
    await ground.commands.tenant(scenery.id, INITIATOR);
    await ground.erasing().run();
    const actors = `SELECT DISTINCT actor FROM events WHERE tenant_id = $1 AND type <> 'TenantErased'`;
    expect(await ground.sql(actors, [scenery.id])).toEqual([{ actor: 'redacted' }]);
  });

  it('leaves another tenant whole', async () => {
    const scenery = await furnished();
    const other = await ground.tenant('Globex');
    const bob = await other.joins(OTHER);
    await ground.commands.tenant(scenery.id, INITIATOR);
    await ground.erasing().run();
    expect(
      await ground.log.resources.read(other.id, 'full', `users/${bob}` as never),
    ).toBeDefined();
    expect((await ground.log.tenant(other.id))?.name).toBe('Globex');
  });

  it('is no tenant any more: nothing is recorded, and its id is not given again', async () => {
    const scenery = await furnished();
    await ground.commands.tenant(scenery.id, INITIATOR);
    expect(await ground.log.tenant(scenery.id)).toBeUndefined();
    await expect(scenery.joins(OTHER)).rejects.toThrow(TenantUnknown);
    await expect(ground.commands.tenant(scenery.id, INITIATOR)).rejects.toThrow(TenantUnknown);
    expect(await ground.registers(scenery.id)).toBeUndefined();
  });

  const STEPS = ['rows', 'tokens', 'told', 'events', 'late', 'statistics'];
  it.each(STEPS)('resumes after a death before %s', async (name) => {
    const scenery = await furnished();
    await ground.commands.tenant(scenery.id, INITIATOR);
    void ground.erasing(dyingBefore(name)).run();
    const before = STEPS.indexOf(name);
    await until(async () => {
      const [row] = await ground.sql<{ steps: string[] }>('SELECT steps FROM erasures');
      return row?.steps.length === before;
    });
    await ground.leaseIsOver();
    await ground.erasing().run();
    expect(await foundText(ground.url, ['quux', 'zelda', 'acme'])).toEqual([]);
  });
});
