import { EMPTY_CHECKSUM, subject, tenantId, type ReadEvent } from '@rollcall/contracts';
import { createLogger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { projections } from '../projections/projections';
import { Projector } from './projector';

const silent = createLogger('spec', 'silent', { write: () => undefined });
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A database that accepts everything and records the statements. */
const agreeing = () => {
  const statements: string[] = [];
  const checkpoint = {
    tenant_id: 'acme',
    position: '0',
    checksum: EMPTY_CHECKSUM,
    users: '0',
    next_ordinal: '0',
    profile: 'full',
    held: null,
    epoch: null,
    erasing: null,
  };
  const client = {
    connection: { stream: { cork: () => undefined, uncork: () => undefined } },
    query: (query: string | { name: string }) => {
      statements.push(typeof query === 'string' ? query : query.name);
      return Promise.resolve({ rows: [checkpoint], rowCount: 1 });
    },
    release: () => undefined,
  };
  return { statements, pool: { connect: () => Promise.resolve(client) } as unknown as Pool };
};

const provisioned = (position: number, attributes: object): ReadEvent => ({
  tenantId: tenantId('acme'),
  position,
  subject: subject('users', `u${position}`),
  streamVersion: 1,
  type: 'UserProvisioned',
  version: 1,
  data: { userId: `u${position}`, login: 'a', attributes: { userName: 'a', ...attributes } },
  actor: 'a',
  correlationId: 'c',
  time: '2026-01-01T00:00:00.000Z',
  epoch: '1',
  known: true,
});

const project = async (
  pool: Pool,
  events: readonly ReadEvent[],
  onHeld: (reason: string) => void = () => undefined,
): Promise<void> => {
  const observer = {
    projected: () => undefined,
    held: (_tenantId: string, reason: string) => onHeld(reason),
    skipped: () => undefined,
  };
  await new Projector({ pool, projections, observer, logger: silent }).project({
    topic: 'rollcall.provisioning.v1',
    partition: 0,
    events: events.map((event, i) => ({ offset: String(i), event })),
    highWatermark: '9999',
    lastOffset: '9998',
  });
};

const many = (last: ReadEvent): readonly ReadEvent[] =>
  Array.from({ length: 1_500 }, (_, i) =>
    i === last.position - 1 ? last : provisioned(i + 1, {}),
  );

describe('a batch', () => {
  it('sends rows on their way in pieces, and commits once', async () => {
    const { statements, pool } = agreeing();
    await project(pool, many(provisioned(1, {})));
    expect(statements.filter((one) => one === 'write-users')).toHaveLength(2);
    expect(statements.filter((one) => one === 'COMMIT')).toHaveLength(1);
  });

  it('with a row that cannot be written is never sent as a whole, and holds its tenant', async () => {
    const { statements, pool } = agreeing();
    const reasons: string[] = [];
    await project(pool, many(provisioned(1, { [ENTERPRISE]: null })), (reason) =>
      reasons.push(reason),
    );
    expect(statements.indexOf('ROLLBACK')).toBeGreaterThan(0);
    expect(statements.indexOf('COMMIT')).toBeGreaterThan(statements.lastIndexOf('ROLLBACK'));
    expect(reasons).toEqual(['position 1 (UserProvisioned) has data that the database rejects']);
  });
});
