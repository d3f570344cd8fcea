import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Initiator } from '../admin-kit/audit-log';
import { recordOperatorAction } from '../admin-kit/operator-audit-log';
import * as sql from './epochs.queries';

interface Fork {
  readonly after: number;
  readonly epoch: string;
}

/**
 * The epoch of each event. An epoch ends where the log went back in time: positions
 * above the fork come again with other events, and only their epoch shows it.
 */
export class Epochs {
  private constructor(
    private readonly first: string,
    private readonly forks: ReadonlyMap<string, readonly Fork[]>,
  ) {}

  static async read(client: ClientBase): Promise<Epochs> {
    const { rows: epochs } = await client.query<{ number: number; epoch: string }>(sql.EPOCHS);
    const { rows } = await client.query<{ tenant_id: string; number: number; position: string }>(
      sql.FORKS,
    );
    const names = new Map(epochs.map(({ number, epoch }) => [number, epoch]));
    const forks = new Map<string, Fork[]>();
    for (const { tenant_id: tenantId, number, position } of rows) {
      const fork = { after: Number(position), epoch: names.get(number) ?? '' };
      forks.set(tenantId, [...(forks.get(tenantId) ?? []), fork]);
    }
    return new Epochs(epochs[0]?.epoch ?? '', forks);
  }

  of(tenantId: string, position: number): string {
    const forks = this.forks.get(tenantId);
    return forks?.findLast(({ after }) => position > after)?.epoch ?? this.first;
  }
}

export interface Renewal {
  readonly epoch: string;
  readonly tenants: number;
}

/**
 * Starts a new epoch: after a restore and before the next write. `agreed` is the position up to which
 * a tenant's history equals the published one; for other tenants the fork is their current position. The
 * act is recorded in the same transaction.
 */
export const renewEpoch = async (
  client: ClientBase,
  initiator: Initiator,
  agreed: ReadonlyMap<string, number> = new Map(),
): Promise<Renewal> => {
  await client.query('BEGIN');
  try {
    await client.query(sql.LOCK_TENANTS);
    const { rows } = await client.query<{ number: number; epoch: string }>(sql.NEXT_EPOCH);
    const [next] = rows as [{ number: number; epoch: string }];
    await recordOperatorAction(
      client,
      { type: 'EpochRenewed', data: { epoch: next.epoch } },
      initiator,
    );
    await client.query(sql.MOVE_EPOCH, [next.epoch]);
    const values = [next.number, [...agreed.keys()], [...agreed.values()]];
    const { rowCount } = await client.query(sql.ADD_FORKS, values);
    await client.query('COMMIT');
    return { epoch: next.epoch, tenants: rowCount ?? 0 };
  } catch (reason) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw reason;
  }
};

/** The relay starts it by itself when it sees that the log went back. */
export const byRelay = (): Initiator => ({ actor: 'relay', correlationId: randomUUID() });

/**
 * Renews the epoch when the data is in another cluster, or on another timeline, than in the epoch
 * before: a restore or a promotion without the command. Undefined when nothing changed,
 * or when the database does not name its cluster.
 */
export const noticeMove = async (client: ClientBase): Promise<Renewal | undefined> => {
  const answer = await client.query<{ home: string }>(sql.HOME).catch(() => undefined);
  const home = answer?.rows[0]?.home;
  const { rows } = await client.query<{ home: string | null }>(sql.KNOWN_HOME);
  const known = rows[0]?.home ?? undefined;
  if (home === undefined || home === known) return undefined;
  const renewal = known === undefined ? undefined : await renewEpoch(client, byRelay());
  await client.query(sql.MOVE_HOME, [home]);
  return renewal;
};
