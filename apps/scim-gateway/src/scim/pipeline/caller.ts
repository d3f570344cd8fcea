import type { TenantId } from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';
import type { Restrictions } from './restrictions';
import type { Dialect } from './dialect';
import type { TenantState } from '../../event-log/port/event-log';
import type { ScimError } from '@rollcall/protocol';

/** The caller: one tenant's token, and the tenant's settings as of the last second. */
export interface Caller {
  readonly tenantId: TenantId;
  readonly tokenId: string;
  readonly tokenLabel: string;
  /** Of performance.now(): when the token's life ends. */
  readonly tokenEndsAt: number;
  /** Undefined for a credential without constraints. */
  readonly restrictions?: Restrictions | undefined;
  readonly tenant: TenantState;
  /** Closes when the caller hangs up. */
  readonly socket?: CallerSocket;
}

/** What was refused and how it was answered: kept on the request from the one place that refuses. */
export interface Refused {
  readonly error: unknown;
  readonly scim: ScimError;
}

/** Why an operation of a Bulk request was not done, by its place; undefined: it was. */
export type Undone = (index: number) => Refused | 'not-tried' | undefined;

/** A request under /scim/v2 after the bearer hook. The body is text: protocol reads it. */
export interface ScimRequest extends FastifyRequest {
  caller: Caller;
  dialect: Dialect;
  /** Quirks that the body took. */
  quirks?: string[];
  /** The body as it was sent, read. */
  sent?: unknown;
  /** Why it was refused. */
  refused?: Refused;
  /** Of a Bulk request with operations that were not done: why. */
  undone?: Undone;
  body: string | undefined;
  query: Record<string, string | string[] | undefined>;
}
