import { Injectable, Inject } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { problem } from '../http/problem';
import type { AdminRequest } from './admin-caller';
import { GIVE_KEY_BACK, KEEP_ANSWER, KEY, TAKE_KEY } from './idempotency.queries';
import { type RouteOf, ROUTE_OF } from './operation';
import { READ_POOL } from '../database/pools';

interface Row {
  request_digest: string;
  status: number | null;
  answer: string | null;
  made_id: string | null;
}

/** The stored answer of the first request. */
export interface StoredAnswer {
  readonly status: number;
  readonly answer: string;
}

/** The idempotency key that a request has taken. */
interface Taken {
  readonly key: readonly [tenantId: string, actor: string, key: string];
  readonly creates: 'plain' | 'secret';
}

type Keyed = AdminRequest & { taken?: Taken };

const SHAPE = /^[\x21-\x7e]{1,200}$/;

/**
 * Idempotency keys of requests that create something: for 24 hours the same key with the same
 * request creates one thing, at any of the gateways. An answer with a secret is not stored: a
 * repeated key gets the id of what was created. Keys belong to their caller: the same key of
 * another actor is another key.
 */
@Injectable()
export class Idempotency {
  constructor(
    @Inject(READ_POOL) private readonly pool: Pool,
    @Inject(ROUTE_OF) private readonly routeOf: RouteOf,
  ) {}

  /**
   * Takes the request's key. Resolves to the stored answer of an earlier request, or to undefined
   * for the first one. Throws a problem: 400, 409 or 422.
   */
  async begin(request: FastifyRequest): Promise<StoredAnswer | undefined> {
    const { creates } = this.routeOf(request.method, request.routeOptions.url ?? '') ?? {};
    const header = request.headers['idempotency-key'];
    const { adminCaller, params } = request as AdminRequest;
    if (!creates || header === undefined) return undefined;
    if (typeof header !== 'string' || !SHAPE.test(header))
      throw problem(400, 'Idempotency-Key must be 1 to 200 printable characters without spaces.');
    const { tenantId = '' } = params as { tenantId?: string };
    const key = [tenantId, adminCaller.actor, header] as const;
    const digest = digestOf(request);
    const taken = await this.pool.query(TAKE_KEY, [...key, digest]);
    if (taken.rowCount !== 1) return this.again(key, digest);
    (request as Keyed).taken = { key, creates };
    return undefined;
  }

  /** Stores the answer of a request that took a key; a refusal releases the key. */
  async finish(request: FastifyRequest, status: number, payload: unknown): Promise<void> {
    const { taken } = request as Keyed;
    if (!taken) return;
    delete (request as Keyed).taken;
    if (status >= 400) return void (await this.pool.query(GIVE_KEY_BACK, [...taken.key]));
    const answer = String(payload);
    const { id } = JSON.parse(answer) as { id?: string };
    const kept = taken.creates === 'plain' ? answer : null;
    await this.pool.query(KEEP_ANSWER, [...taken.key, status, kept, id ?? null]);
  }

  private async again(key: readonly string[], digest: string): Promise<StoredAnswer> {
    const { rows } = await this.pool.query<Row>(KEY, [...key]);
    const [row] = rows;
    if (row && row.request_digest !== digest)
      throw problem(
        422,
        'This Idempotency-Key was used with another request. Use a new key for each request.',
      );
    if (!row || row.status === null)
      throw problem(
        409,
        'The first request with this Idempotency-Key is still running. Try again in a moment.',
        { retryAfterSeconds: 1 },
      );
    if (row.answer === null)
      throw problem(
        409,
        `This Idempotency-Key created ${row.made_id}, whose secret was shown once and is not stored. If the response was lost, revoke it and create another with a new key.`,
        { code: 'made-already' },
      );
    return { status: row.status, answer: row.answer };
  }
}

// The digest of a body of any content; it is compared, never read.
const digestOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(`${method} ${url}\n${typeof body === 'string' ? body : ''}`)
    .digest('base64url');
