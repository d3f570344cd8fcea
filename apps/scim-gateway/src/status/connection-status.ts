import { Inject, Injectable } from '@nestjs/common';
import { subject, type StatusView, type TenantId } from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { Connections } from '../connection-test/connections';
import { REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import type { TenantState } from '../event-log/port/event-log';
import { Trusts } from '../oauth/trusts';
import { SwitchOffs } from '../request-log/switch-offs';
import { daysLeft } from '../tokens/days-left';
import { Rotations } from '../tokens/rotations';
import { TokenService } from '../tokens/token-service';
import { Uses } from '../tokens/uses';
import { credentialOf, ofTrust, type Credential } from './credential';
import { readLastDay } from './last-day';
import { UserCounts } from './user-counts';
import { SWITCHED } from './status.queries';

/** Events of the tenant's own stream that are looked at for the last switching on or off. */
const MOST_ACTS = 1_000;

interface Switched {
  readonly type: string;
  readonly recorded_at: Date;
  readonly actor: string;
}

/** How each tenant's connection does now, put together from where each part of it is kept. */
@Injectable()
export class ConnectionStatus {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    @Inject(REQUEST_LOG_POOL) private readonly requestLog: Pool,
    private readonly config: GatewayConfig,
    private readonly connections: Connections,
    private readonly tokens: TokenService,
    private readonly trusts: Trusts,
    private readonly uses: Uses,
    private readonly rotations: Rotations,
    private readonly switchOffs: SwitchOffs,
    private readonly userCounts: UserCounts,
  ) {}

  /** Rejects with NeighbourUnavailable when the token service does not answer. */
  async of(tenant: TenantState, socket: CallerSocket): Promise<StatusView> {
    const { tenantId, provisioning } = tenant;
    const [switched, connection, made, trusted, used, rotation, stillOn, counts, day] =
      await Promise.all([
        this.switched(tenantId),
        this.connections.read(tenantId),
        this.tokens.list(tenantId),
        this.trusts.list(tenantId),
        this.uses.of(tenantId),
        this.rotations.view(tenantId),
        this.switchOffs.list(tenantId),
        this.userCounts.of(tenant, socket),
        this.config.REQUEST_LOG ? readLastDay(this.requestLog, tenantId) : undefined,
      ]);
    const credentials = [...made, ...trusted.trusts.map(ofTrust)];
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
      credential: shown(credentialOf(credentials, used, connection.tokenId)),
      liveTokens: credentials.filter(({ status }) => status === 'live').map(({ id }) => id),
      rotation: rotation?.reason ?? null,
      switchOffs: stillOn.total,
    };
  }

  private async switched(tenantId: TenantId): Promise<Switched | undefined> {
    const stream = subject('tenants', tenantId);
    const values = [tenantId, stream, MOST_ACTS];
    const { rows } = await this.pool.query<Switched>({
      name: 'switched',
      text: SWITCHED,
      values,
    });
    return rows[0];
  }
}

const shown = (found: Credential | undefined): StatusView['credential'] => {
  if (!found) return null;
  const { id, label, createdAt, expiresAt, clientId = null } = found.token;
  const lastUsedAt = found.lastUsedAt?.toISOString() ?? null;
  const days = expiresAt === null ? null : daysLeft(expiresAt);
  return { id, label, createdAt, expiresAt, daysLeft: days, lastUsedAt, clientId };
};

/** ISO 8601 of one zone and precision compares as text. */
const newer = (a: string | null, b: string | null): string | null =>
  a !== null && b !== null ? (a > b ? a : b) : (a ?? b);
