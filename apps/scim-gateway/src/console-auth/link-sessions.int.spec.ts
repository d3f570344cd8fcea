import { tenantId } from '@rollcall/contracts';
import { createPool, Peppers, runMigrations } from '@rollcall/platform';
import { ConsoleConfig } from '../config/console-config';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import { Sessions } from './sessions';
import { END_SESSIONS_OF, REVOKE_LINK } from './console-auth.queries';

const ACME = tenantId('acme');
const PERSON = { tenantId: ACME, role: 'viewer', name: '' } as const;

describe('a session that a link opens', () => {
  let pool: Pool;
  let sessions: Sessions;
  let drop: () => Promise<void>;
  const openedBy = (linkId: string) => ({ ...PERSON, actor: `link:${linkId}`, linkId });
  const link = (linkId: string) =>
    pool.query(
      `INSERT INTO setup_links (tenant_id, link_id, digest, digest_key, role, label, created_at,
                                created_by, expires_at, used_at)
       VALUES ($1, $2, 'd', 'k', 'viewer', '', now(), 'operator', now() + interval '1 hour', now())`,
      [ACME, linkId],
    );
  const opened = async (): Promise<number> =>
    (await pool.query('SELECT FROM console_sessions')).rowCount ?? 0;

  beforeAll(async () => {
    const database = await freshDatabase('link_sessions');
    drop = () => database.drop();
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 4, onError: () => undefined });
    const peppers = new Peppers(['one:0123456789abcdef'], 'P');
    sessions = new Sessions(pool, peppers, new ConsoleConfig());
  });
  afterAll(async () => {
    await pool.end();
    await drop();
  });
  beforeEach(() => pool.query('TRUNCATE console_sessions, setup_links'));

  it('exists while the link is valid', async () => {
    await link('stands');
    await sessions.open(openedBy('stands'));
    expect(await opened()).toBe(1);
  });

  it('is not opened when the link was withdrawn after it was used', async () => {
    await link('withdrawn');
    await pool.query(REVOKE_LINK, [ACME, 'withdrawn']);
    await expect(sessions.open(openedBy('withdrawn'))).rejects.toMatchObject({
      status: 410,
      code: 'link-revoked',
    });
    expect(await opened()).toBe(0);
  });

  it('does not outlive a concurrent withdrawal', async () => {
    await link('racing');
    const revoking = await pool.connect();
    await revoking.query('BEGIN');
    await revoking.query(REVOKE_LINK, [ACME, 'racing']);
    const opening = sessions.open(openedBy('racing')).catch((reason: unknown) => reason);
    // The opening waits for the link's row, or creates its session before the withdrawal looks for
    // it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await revoking.query('COMMIT');
    await revoking.query(END_SESSIONS_OF, [ACME, 'link:racing']);
    revoking.release();
    expect(await opening).toMatchObject({ code: 'link-revoked' });
    expect(await opened()).toBe(0);
  });
});
