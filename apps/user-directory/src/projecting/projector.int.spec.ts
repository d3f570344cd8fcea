import { subject, tenantId, type ReadEvent } from '@rollcall/contracts';
import type { Delivered, EventBatch } from '@rollcall/subscriber';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { projections } from '../projections/projections';
import { schema } from '../projections/schema';
import { Projector } from './projector';

const EPOCH = 'e1';

const provisioned = (tenant: string, position: number): Delivered => ({
  offset: `${position}`,
  event: {
    tenantId: tenantId(tenant),
    position,
    subject: subject('users', `u${position}`),
    streamVersion: 1,
    type: 'UserProvisioned',
    version: 1,
    data: {
      userId: `u${position}`,
      login: `${position}@example.com`,
      attributes: { userName: `${position}@example.com`, displayName: 'X', active: true },
    },
    actor: 'operator',
    correlationId: 'c',
    time: '2026-01-01T00:00:00.000Z',
    epoch: EPOCH,
    known: true,
  } as ReadEvent,
});

const batchOf = (...events: Delivered[]): EventBatch => ({
  topic: 'rollcall.provisioning.v1',
  partition: 3,
  events,
  highWatermark: '100',
  lastOffset: '99',
});

/** Promise 3: a reader drops what it holds, and holds a tenant on a gap while the others go on. */
describe('a projector', () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  let held: string[];
  let projector: Projector;

  beforeEach(async () => {
    const database = await freshDatabase('projector');
    drop = () => database.drop();
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 2, onError: () => undefined });
    held = [];
    projector = new Projector({
      pool,
      projections,
      logger: createLogger('spec', 'silent', { write: () => undefined }),
      observer: {
        projected: () => undefined,
        held: (tenant, reason, partition, offset) =>
          held.push(`${tenant}: ${reason} (${partition}/${offset})`),
        skipped: () => undefined,
      },
    });
  });
  afterEach(async () => {
    await pool?.end();
    await drop?.();
  });

  const positions = async (): Promise<Record<string, number>> => {
    const { rows } = await pool.query<{ tenant_id: string; position: string }>(
      'SELECT tenant_id, position FROM checkpoints',
    );
    return Object.fromEntries(rows.map((row) => [row.tenant_id, Number(row.position)]));
  };
  const users = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ key: string }>(
      `SELECT tenant_id || '/' || user_id AS key FROM users ORDER BY key`,
    );
    return rows.map(({ key }) => key);
  };

  it('drops what it has seen already, in one batch and in the next', async () => {
    const [one, two] = [provisioned('a', 1), provisioned('a', 2)];
    await projector.project(batchOf(one, one, two));
    await projector.project(batchOf(one, two));
    expect(await positions()).toEqual({ a: 2 });
    expect(await users()).toEqual(['a/u1', 'a/u2']);
    expect(held).toEqual([]);
  });

  it('holds a tenant on a gap, and the others go on', async () => {
    await projector.project(batchOf(provisioned('a', 1), provisioned('b', 1)));
    await projector.project(
      batchOf(provisioned('a', 3), provisioned('b', 2), provisioned('a', 4), provisioned('b', 3)),
    );
    expect(await positions()).toEqual({ a: 1, b: 3 });
    expect(await users()).toEqual(['a/u1', 'b/u1', 'b/u2', 'b/u3']);
    expect(held).toEqual(['a: position 3 came after 1 (3/3)']);
  });

  it('passes over a held tenant until it is re-driven, from where it was held', async () => {
    await projector.project(batchOf(provisioned('a', 1)));
    await projector.project(batchOf(provisioned('a', 3)));
    await projector.project(batchOf(provisioned('a', 2)));
    expect(await positions()).toEqual({ a: 1 });
    const missed = batchOf(provisioned('a', 2), provisioned('a', 3), provisioned('b', 1));
    await projector.project(missed, { tenantId: 'a', passOver: false });
    expect(await positions()).toEqual({ a: 3 });
    expect(await users()).toEqual(['a/u1', 'a/u2', 'a/u3']);
  });

  it('holds a tenant on a message that it cannot read', async () => {
    const unreadable = { unreadable: 'version 9 is unknown', tenantId: 'a', offset: '7' };
    await projector.project(batchOf(provisioned('a', 1), unreadable, provisioned('a', 2)));
    expect(await positions()).toEqual({ a: 1 });
    expect(held).toEqual(['a: version 9 is unknown (3/7)']);
  });
});
