import { subject, type StatusView, type TenantId } from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import type { Pool } from 'pg';
import type { Connections } from '../connection-test/connections';
import type { TenantState } from '../event-log/port/event-log';
import type { SwitchOffs } from '../request-log/switch-offs';
import type { Uses } from '../tokens/uses';
import { daysLeft } from '../tokens/days-left';
import type { Rotations } from '../tokens/rotations';
import type { TokenService } from '../tokens/token-service';
import { credentialOf, type Credential } from './credential';
import { readLastDay } from './last-day';
import type { People } from './people';
import { SWITCHED } from './status.queries';

/** Events of the tenant's own stream that are looked at for the last switching on or off. */
const MOST_ACTS = 1_000;

interface Switched {
  readonly type: string;
  readonly recorded_at: Date;
  readonly actor: string;
}

export interface StandingParts {
  readonly pool: Pool;
  /** Undefined where requests are not logged. */
  readonly requestLog: Pool | undefined;
  readonly connections: Connections;
  readonly tokens: TokenService;
  readonly uses: Uses;
  readonly rotations: Rotations;
  readonly switchOffs: SwitchOffs;
  readonly people: People;
}

/** How each tenant's connection does now, put together from where each part of it is kept. */
export class Standing {
  constructor(private readonly parts: StandingParts) {}

  /** Rejects with NeighbourUnavailable when the token service does not answer. */
  async of(tenant: TenantState, socket: CallerSocket): Promise<StatusView> {
    const { tenantId, provisioning } = tenant;
    const { requestLog, connections, tokens, uses, rotations, switchOffs, people } = this.parts;
    const [switched, connection, made, used, rotation, stillOn, counts, day] = await Promise.all([
      this.switched(tenantId),
      connections.read(tenantId),
      tokens.list(tenantId),
      uses.of(tenantId),
      rotations.view(tenantId),
      switchOffs.list(tenantId),
      people.of(tenant, socket),
      requestLog && readLastDay(requestLog, tenantId),
    ]);
    const { provider, savedAt, firstRequestAt, lastRequestAt } = connection;
    return {
      provisioning,
      since: switched?.recorded_at.toISOString() ?? null,
      by: switched?.actor ?? null,
      savedAt,
      provider,
      firstRequestAt,
      lastRequestAt: newer(lastRequestAt, day?.lastAt ?? null),
      lastDay: day?.lastDay ?? null,
      people: counts,
      credential: shown(credentialOf(made, used, connection.tokenId)),
      liveTokens: made.filter(({ status }) => status === 'live').map(({ id }) => id),
      rotation: rotation?.reason ?? null,
      switchOffs: stillOn.total,
    };
  }

  private async switched(tenantId: TenantId): Promise<Switched | undefined> {
    const stream = subject('tenants', tenantId);
    const values = [tenantId, stream, MOST_ACTS];
    const { rows } = await this.parts.pool.query<Switched>({
      name: 'switched',
      text: SWITCHED,
      values,
    });
    return rows[0];
  }
}

const shown = (found: Credential | undefined): StatusView['credential'] => {
  if (!found) return null;
  const { id, label, createdAt, expiresAt } = found.token;
  const lastUsedAt = found.lastUsedAt?.toISOString() ?? null;
  return { id, label, createdAt, expiresAt, daysLeft: daysLeft(expiresAt), lastUsedAt };
};

/** ISO 8601 of one zone and precision compares as text. */
const newer = (a: string | null, b: string | null): string | null =>
  a !== null && b !== null ? (a > b ? a : b) : (a ?? b);
