import { Inject, Injectable } from '@nestjs/common';
import { EXPIRY_THRESHOLDS, type TenantId, type TokenView } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import { newSecret, shownFailure, WebhookFailed } from '@rollcall/webhooks';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { WATCH_POOL } from '../database/pools';
import { viewOfRow, type RowOf } from '../database/row-of';
import { LOGGER } from '../runtime/tokens';
import { DAY_MS } from '../tokens/days-left';
import { TokenService } from '../tokens/token-service';
import { SealedSecrets } from './sealed-secret';
import { sendWebhook } from './send-webhook';
import * as sql from './webhooks.queries';

interface Due {
  tenant_id: TenantId;
  token_id: string;
  days_left: number;
  body: string;
  tries: number;
  url: string;
  sealed_secret: string;
}

export interface WebhookState {
  readonly url: string;
  readonly changedAt: string;
  readonly deliveredAt: string | null;
  readonly failure: string | null;
}

const MOST_TRIES = 12;
const FIRST_WAIT_S = 30;
const MOST_WAIT_S = 6 * 3_600;

/** The threshold that a token has reached; undefined for one with more days, or made with fewer. */
export const thresholdOf = (token: TokenView, now: number): number | undefined => {
  const end = Date.parse(token.expiresAt);
  const reached = [...EXPIRY_THRESHOLDS].reverse().find((days) => end - now <= days * DAY_MS);
  const met = reached !== undefined && Date.parse(token.createdAt) < end - reached * DAY_MS;
  return met && token.status === 'live' ? reached : undefined;
};

/** Notifies the endpoint of a tenant of tokens near their end, once for each threshold, until it answers 2xx. */
@Injectable()
export class Webhooks {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    private readonly tokens: TokenService,
    private readonly secrets: SealedSecrets,
    @Inject(GatewayConfig) private readonly config: Pick<GatewayConfig, 'WEBHOOKS_ANYWHERE'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers the secret when it is one of ours: the only time that it is seen. */
  async put(tenantId: TenantId, url: string, given: string | undefined): Promise<string | null> {
    const secret = given ?? newSecret();
    const sealed = this.secrets.seal(tenantId, secret);
    await this.pool.query(sql.PUT, [tenantId, url, sealed]);
    return given === undefined ? secret : null;
  }

  async remove(tenantId: TenantId): Promise<void> {
    await this.pool.query(sql.FORGET, [tenantId]);
    await this.pool.query(sql.REMOVE, [tenantId]);
  }

  async state(tenantId: TenantId): Promise<WebhookState | undefined> {
    const { rows } = await this.pool.query<RowOf<WebhookState>>(sql.STATE, [tenantId]);
    return rows[0] && viewOfRow(rows[0]);
  }

  /**
   * One turn: finds the tokens near their end, and sends the due notices. Any gateway may take it.
   */
  async turn(): Promise<void> {
    try {
      const planned = await this.pool.query<{ tenant_id: TenantId }>(sql.TAKE_PLAN);
      for (const { tenant_id } of planned.rows) await this.plan(tenant_id);
    } finally {
      // What was found out before waits for no token service.
      const due = await this.pool.query<Due>(sql.TAKE_DUE);
      await Promise.all(due.rows.map((one) => this.deliver(one)));
    }
  }

  private async plan(tenantId: TenantId): Promise<void> {
    const now = Date.now();
    for (const token of await this.tokens.list(tenantId)) {
      const daysLeft = thresholdOf(token, now);
      if (daysLeft === undefined) continue;
      const { id: tokenId, label, expiresAt } = token;
      const said = { type: 'TokenExpiring', tenantId, tokenId, label, expiresAt, daysLeft };
      await this.pool.query(sql.PLAN, [tenantId, tokenId, daysLeft, JSON.stringify(said)]);
    }
  }

  private async deliver(one: Due): Promise<void> {
    const key = [one.tenant_id, one.token_id, one.days_left];
    const secret = this.secrets.open(one.tenant_id, one.sealed_secret);
    try {
      if (secret === undefined)
        throw new WebhookFailed('its secret cannot be opened: set it again');
      const { url, body } = one;
      await sendWebhook({ url, secret, body, id: key.join('/') }, this.config.WEBHOOKS_ANYWHERE);
      await this.pool.query(sql.DELIVERED, key);
    } catch (reason) {
      const wait = Math.min(MOST_WAIT_S, FIRST_WAIT_S * 2 ** one.tries);
      // Why, for operators alone.
      this.logger.warn({ tenantId: one.tenant_id, err: reason }, 'webhook delivery failed');
      const again = one.tries + 1 < MOST_TRIES ? wait : null;
      await this.pool.query(sql.FAILED, [...key, shownFailure(reason), again]);
    }
  }
}
