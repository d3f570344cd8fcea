import { Inject, Injectable } from '@nestjs/common';
import type { HeldTenant, Redriven, TenantId } from '@rollcall/contracts';
import { NeighbourUnavailable, type InternalClient } from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { READ_POOL } from '../database/pools';
import { DIRECTORY } from '../neighbours/neighbours';
import { HELD, RELEASE_HOLD } from '../relay/relay.queries';
import { generationsOf } from '../relay/topic-publisher';

const OUTCOMES: Readonly<Record<number, Redriven['directory']>> = {
  200: 'redriven',
  404: 'not held',
  409: 'held again',
};

/** The tenants that the relay or the directory holds, and their redrive. */
@Injectable()
export class Holds {
  private readonly generations: readonly number[];

  constructor(
    @Inject(READ_POOL) private readonly reads: Pool,
    @Inject(DIRECTORY) private readonly directory: InternalClient,
    config: GatewayConfig,
  ) {
    this.generations = generationsOf(config);
  }

  /** Rejects with NeighbourUnavailable when the directory does not answer. */
  async all(): Promise<readonly HeldTenant[]> {
    const { rows } = await this.reads.query<{ tenant_id: string; held: string }>(HELD, [
      this.generations,
    ]);
    const projected = await this.directory.json<{ tenantId: string; reason: string }[]>(
      'GET',
      '/internal/v1/holds',
    );
    return [
      ...rows.map((row) => ({ tenantId: row.tenant_id, by: 'relay' as const, reason: row.held })),
      ...projected.map((one) => ({ ...one, by: 'directory' as const })),
    ];
  }

  /**
   * The relay publishes the tenant again at its next look; the directory reads the tenant's events
   * again. `passOver`: unreadable messages are left out; if one was an event, the gap holds the
   * tenant again.
   */
  async redrive(tenantId: TenantId, passOver: boolean): Promise<Redriven> {
    const { rowCount } = await this.reads.query(RELEASE_HOLD, [this.generations, tenantId]);
    return {
      tenantId,
      relay: rowCount === 0 ? 'not held' : 'redriven',
      directory: await this.project(tenantId, passOver),
    };
  }

  private async project(tenantId: TenantId, passOver: boolean): Promise<Redriven['directory']> {
    try {
      const path = `/internal/v1/tenants/${encodeURIComponent(tenantId)}/redrive`;
      const { status } = await this.directory.raw('POST', path, { passOver }, true);
      return OUTCOMES[status] ?? 'unavailable';
    } catch (reason) {
      if (reason instanceof NeighbourUnavailable) return 'unavailable';
      throw reason;
    }
  }
}
