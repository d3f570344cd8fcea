import { Injectable } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { endpointUrl, EndpointUrlRefused, newSecret } from '@rollcall/webhooks';
import { randomUUID } from 'node:crypto';
import { DeliveryConfig } from '../config/delivery-config';
import { Pools } from '../database/pools';
import type { SealedSecret } from './claim';
import { Dispatcher } from './dispatcher';
import { EndpointSecrets } from './endpoint-secrets';
import { WAKE } from './dispatch.queries';
import type { DeliveriesDto, EndpointChangeDto, EndpointDto } from './endpoint.dto';
import * as sql from './endpoints.queries';
import { Poster } from './poster';

interface EndpointRow {
  readonly name: string;
  readonly url: string;
  readonly tenant_id: string | null;
  readonly types: readonly string[] | null;
  readonly batch: number;
  readonly paused: boolean;
  readonly secrets: readonly SealedSecret[];
  readonly created_at: Date;
  readonly held: number;
  readonly failing: number;
}

const viewOf = ({ tenant_id, created_at, secrets, ...row }: EndpointRow) => ({
  ...row,
  tenantId: tenant_id,
  createdAt: created_at,
  /** When the former secret ends; null when there is none. */
  formerSecretUntil: secrets.find(({ until }) => until !== null)?.until ?? null,
});

const camel = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      /(?:^id|position)$/.test(name) ? Number(value) : (value as unknown),
    ]),
  );

const missing = (): ProblemError =>
  new ProblemError(404, 'Not Found', 'There is no webhook endpoint with this name.');

/** The endpoints of webhooks; a secret is seen once, in the answer that made it. */
@Injectable()
export class Endpoints {
  constructor(
    private readonly pools: Pools,
    private readonly config: DeliveryConfig,
    private readonly secrets: EndpointSecrets,
    private readonly poster: Poster,
    private readonly dispatcher: Dispatcher,
  ) {}

  async create(dto: EndpointDto): Promise<object> {
    const { name, url, tenantId = null, types = null, batch = 1, from = 'now' } = dto;
    this.checkUrl(url);
    const secret = newSecret();
    const secrets = JSON.stringify(this.secrets.add(name, secret, []));
    const client = await this.pools.writing.connect();
    let failure: Error | undefined;
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ head: string }>(sql.LOCK_FEED);
      const made = await client.query(sql.SUBSCRIBE, [name, tenantId, rows[0]?.head]);
      if (made.rows.length === 0)
        throw new ProblemError(409, 'Conflict', 'There is a subscription with this name already.');
      await client.query(sql.CREATE, [name, url, tenantId, types, batch, secrets]);
      await client.query(sql.PLACE, [name, tenantId, from === 'start']);
      await client.query('COMMIT');
    } catch (error) {
      failure = error as Error;
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release(failure instanceof ProblemError ? undefined : failure);
    }
    if (dto.paused === true) await this.change(name, { paused: true });
    this.dispatcher.look();
    return { ...(await this.show(name)), secret };
  }

  async list(): Promise<object> {
    const { rows } = await this.pools.sending.query<EndpointRow>(sql.LIST);
    return { endpoints: rows.map(viewOf) };
  }

  /** With the tenants that are held or fail, at most a hundred. */
  async show(name: string): Promise<object> {
    const row = await this.row(name);
    const { rows } = await this.pools.sending.query<object>(sql.TROUBLED, [name]);
    return { ...viewOf(row), troubled: rows.map(camel) };
  }

  async change(name: string, { url, types, batch, paused }: EndpointChangeDto): Promise<object> {
    if (url !== undefined) this.checkUrl(url);
    const values = [name, url ?? null, types ?? null, types !== undefined, batch, paused];
    await this.pools.sending.query(sql.CHANGE, values);
    // What was wrong may be right now.
    await this.pools.sending.query(WAKE, [name]);
    this.dispatcher.look();
    return this.show(name);
  }

  /** Makes a secret; the former one signs as well for 24 hours. */
  async rotate(name: string): Promise<object> {
    const { secrets } = await this.row(name);
    const secret = newSecret();
    const next = JSON.stringify(this.secrets.add(name, secret, secrets));
    await this.pools.sending.query(sql.SET_SECRETS, [name, next]);
    return { ...(await this.show(name)), secret };
  }

  async remove(name: string): Promise<void> {
    const { rowCount } = await this.pools.sending.query(sql.REMOVE, [name]);
    if (rowCount === 0) throw missing();
  }

  /** Posts an event of a type that is no other's, and says what came back. */
  async test(name: string): Promise<object> {
    const { url, secrets, tenant_id } = await this.row(name);
    const event = JSON.stringify({
      specversion: '1.0',
      type: 'rollcall.WebhookTest.v1',
      source: this.config.INSTALLATION ?? 'rollcall',
      id: `test/${randomUUID()}`,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      ...(tenant_id === null ? {} : { tenant: tenant_id }),
      data: {},
    });
    const { status, failure, excerpt, ms } = await this.poster.post({ name, url, secrets }, [
      { position: 0, event },
    ]);
    return {
      isAccepted: failure === undefined,
      status: status ?? null,
      failure: failure ?? null,
      excerpt: excerpt ?? null,
      ms,
    };
  }

  async deliveries(name: string, query: DeliveriesDto): Promise<object> {
    await this.row(name);
    const failed = query.failed === undefined ? null : query.failed === 'true';
    const { rows } = await this.pools.sending.query<object>(sql.DELIVERIES, [
      name,
      query.tenant ?? null,
      failed,
      query.before ?? null,
      query.count,
    ]);
    return { deliveries: rows.map(camel) };
  }

  /** Tries held and failing tenants again, now. */
  async redrive(name: string, tenantId: string | undefined): Promise<object> {
    await this.row(name);
    const { rows } = await this.pools.sending.query(sql.REDRIVE, [name, tenantId ?? null]);
    this.dispatcher.look();
    return { redriven: rows.length };
  }

  /** Sends the events of a tenant again, from a position on. */
  async replay(name: string, tenantId: string, from: number): Promise<object> {
    await this.row(name);
    const { rows } = await this.pools.sending.query(sql.REPLAY, [name, tenantId, from - 1]);
    if (rows.length === 0) throw await this.notSent(name, tenantId);
    this.dispatcher.look();
    return { tenantId, from };
  }

  private async notSent(name: string, tenantId: string): Promise<ProblemError> {
    const values = [name, tenantId];
    const { rows } = await this.pools.sending.query<{ position: string }>(sql.PLACE_OF, values);
    const [place] = rows;
    if (!place) return new ProblemError(404, 'Not Found', 'This endpoint has no such tenant.');
    return new ProblemError(
      409,
      'Conflict',
      `Sent is position ${place.position}: from must be at most the one after it, since nothing is skipped.`,
    );
  }

  private checkUrl(url: string): void {
    try {
      endpointUrl(url, this.config.WEBHOOKS_ANYWHERE);
    } catch (error) {
      if (!(error instanceof EndpointUrlRefused)) throw error;
      throw new ProblemError(400, 'Bad Request', error.message);
    }
  }

  private async row(name: string): Promise<EndpointRow> {
    const { rows } = await this.pools.sending.query<EndpointRow>(sql.ONE, [name]);
    const [row] = rows;
    if (!row) throw missing();
    return row;
  }
}
