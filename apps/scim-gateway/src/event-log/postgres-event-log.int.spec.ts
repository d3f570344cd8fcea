import { userSubject } from '@rollcall/domain';
import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { NO_BATCHING } from './batching/batching';
import { describeEventLog } from './event-log.contract';
import { describeMemberships } from './memberships/memberships.contract';
import { PostgresEventLog } from './postgres-event-log';
import { render } from './resources/render';
import { renderTag } from './tables/rows';
import { Scene } from './scene.fixture';
import { schema } from '../database/schema';

let pools: Pool[] = [];
let log: PostgresEventLog;
let plain: PostgresEventLog;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase('log');
  drop = () => database.drop();
  await runMigrations(database.url, schema);
  const pool = (name: string) =>
    createPool({ url: database.url, name, max: 4, onError: () => undefined });
  const [appends, reads] = [pool('appends'), pool('reads')];
  pools = [appends, reads];
  log = new PostgresEventLog({ appends, reads, render });
  plain = new PostgresEventLog({ appends, reads, render, batching: NO_BATCHING });
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await drop();
});

describeEventLog('Postgres', () => log);
describeMemberships('Postgres', () => log);
describeEventLog('unbatched Postgres', () => plain);
describeMemberships('unbatched Postgres', () => plain);

describe('a stored rendering', () => {
  const keep = async (rendered: string, tag: string) => {
    const scene = await Scene.on(log);
    const { id } = await scene.joins('Ada');
    const kept = [scene.id, `users/${id}`, rendered, tag];
    const where = 'WHERE tenant_id = $1 AND subject = $2';
    await pools[0]?.query(`UPDATE streams SET rendered = $3, render_tag = $4 ${where}`, kept);
    return log.resources.read(scene.id, 'full', userSubject(id));
  };

  it('is returned unchanged, when it has the requested profile and version', async () => {
    expect((await keep('kept', renderTag('full')))?.rendered).toBe('kept');
  });

  it('is rendered again for another profile or from an older version', async () => {
    for (const tag of [renderTag('strict'), 'full.0'])
      expect((await keep('kept', tag))?.rendered).toContain('"displayName":"Ada"');
  });
});
