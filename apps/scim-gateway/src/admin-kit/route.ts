import type { ConsoleRole, EventType, Shape } from '@rollcall/contracts';
import type { OperatorActionType } from './operator-audit-log';

/** In rising order: each may what the ones before it may. `anyone` needs no credential. */
export const RANKS = ['anyone', 'viewer', 'administrator', 'operator'] as const;
export type Rank = (typeof RANKS)[number];

/** Whether a role may do what asks for a rank. */
export const reaches = (role: ConsoleRole, rank: Rank): boolean =>
  RANKS.indexOf(role) >= RANKS.indexOf(rank);

type Dto = new () => object;

/** Bytes of a body of the admin API. */
export const ADMIN_BODY_LIMIT = 65_536;

/**
 * One route of the admin API: who may call it, what it takes, what it answers. The gate, the
 * idempotency keys and the OpenAPI document read these rows; a route without one stops the boot.
 */
export type Route = Described & (Reading | Changing);

/** Finds the row of a route by method and path. */
export const ROUTE_OF = Symbol('RouteOf');

/** The row of a route as the router knows it. */
export type RouteOf = (method: string, path: string) => Route | undefined;

interface Reading {
  readonly method: 'GET';
  readonly leaves?: Leaves;
}

interface Changing {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly leaves: Leaves;
}

/**
 * Which events or acts it records before it takes effect, in the order of the code: all, or those of
 * them that say what changed. `nothing`: why no trace is needed.
 */
export type Leaves = readonly (EventType | OperatorActionType)[] | { readonly nothing: string };

interface Described {
  /** As the router has it: `/admin/v1/tenants/:tenantId/links`. With `:tenantId`, another's is 404. */
  readonly path: string;
  readonly rank: Rank;
  readonly says: string;
  readonly query?: Dto;
  readonly body?: Dto;
  /** Bytes of the body, where it may not be as long as ADMIN_BODY_LIMIT. */
  readonly bodyLimit?: number;
  /**
   * Each request counts as an attempt of its source, before its body is read; the controller says
   * which ones were good.
   */
  readonly isAttempt?: true;
  /** Members of the body that only an operator may send. */
  readonly forOperator?: readonly string[];
  /** Good answers by status; null: without a body. */
  readonly answers: Readonly<Record<number, Shape<unknown> | null>>;
  /** The answer is a stream of lines, each of its shape. */
  readonly lines?: true;
  /** Refusals of its own, beside those that every route has. */
  readonly refusals?: readonly number[];
  /**
   * It makes something: an Idempotency-Key is heeded. `secret`: its answer holds one, so the answer
   * is not kept and a repeated key is told the id of what was made.
   */
  readonly creates?: 'plain' | 'secret';
}
