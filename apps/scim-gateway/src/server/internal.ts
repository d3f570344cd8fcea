import {
  addHealth,
  createInternalServer,
  keysOf,
  requireKeys,
  type InternalCaller,
  type Logger,
  type Metrics,
} from '@rollcall/platform';
import type { TenantId } from '@rollcall/contracts';
import type { FastifyInstance } from 'fastify';
import { problem } from '../http/problem';
import { recordOperatorAction } from '../admin-kit/operator-audit-log';
import type { GatewayConfig } from '../config/gateway-config';
import { logPositions, placesOf } from '../event-log/read/positions';
import type { RelayMetrics } from '../relay/relay-metrics';
import { RELAYED, RELEASE_HOLD } from '../relay/relay.queries';
import type { Pool } from 'pg';
import { LogReadiness } from './log-readiness';

/** The permitted callers below /internal: operators, and a directory with their key. */
const INTERNAL_ROUTES: Readonly<Record<string, readonly InternalCaller[]>> = {
  'POST /internal/v1/positions': ['operator'],
  'GET /internal/v1/tenants': ['operator'],
  'POST /internal/v1/tenants/:tenantId/redrive': ['operator'],
};

/** Health, metrics and where each tenant stands, on the port that no ingress exposes. */
export const createInternal = (
  config: GatewayConfig,
  logger: Logger,
  reads: Pool,
  metrics: Metrics,
  relays: RelayMetrics,
): FastifyInstance => {
  const internal = createInternalServer(logger);
  requireKeys(internal, INTERNAL_ROUTES, { operator: keysOf(config, 'INTERNAL_KEYS') });
  const log = new LogReadiness(() => reads.query('SELECT 1'));
  addHealth(
    internal,
    metrics,
    () => log.missing(),
    () => [...log.worries(), ...relays.stoppedRelays],
  );
  internal.get('/internal/v1/tenants', async () => {
    const { rows } = await reads.query<{
      tenant_id: string;
      position: string;
      relayed: string;
      checksum: string;
      held: string | null;
    }>(RELAYED, [config.TOPIC_GENERATION]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      position: Number(row.position),
      relayed: Number(row.relayed),
      checksum: row.checksum,
      held: row.held,
    }));
  });
  // How current a directory's answers are is measured from here, not from Kafka.
  internal.post('/internal/v1/positions', async ({ body }) => ({
    tenants: await logPositions(reads, placesOf(body)),
  }));
  internal.post<{ Params: { tenantId: string } }>(
    '/internal/v1/tenants/:tenantId/redrive',
    async ({ params: { tenantId }, id, ip }) => {
      const initiator = { actor: 'internal-key', correlationId: id, source: ip };
      const fact = { type: 'TenantRedriven' as const, data: { passOver: false } };
      await recordOperatorAction(reads, fact, initiator, tenantId as TenantId);
      const values = [[config.TOPIC_GENERATION], tenantId];
      const { rowCount } = await reads.query(RELEASE_HOLD, values);
      if (rowCount === 0) throw problem(404, 'The relay does not hold this tenant.');
      return { tenantId, redriven: true };
    },
  );
  return internal;
};
