import { createPool, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';

/** The hot path's appends. */
export const APPEND_POOL = Symbol('append pool');
/** Reads by key: resources, settings, sessions. */
export const READ_POOL = Symbol('read pool');
/** Members of a group are without a bound; reads by key wait for none of them. */
export const MEMBER_POOL = Symbol('member pool');
/** What administrators look at and scheduled tasks do: not in the way of SCIM. */
export const WATCH_POOL = Symbol('watch pool');
/** The request log; the same as WATCH_POOL unless the request log has a database of its own. */
export const REQUEST_LOG_POOL = Symbol('request log pool');

/** How many connections each pool holds at most; the chart and docs/reliability.md add them up. */
export const POOL_SIZES = {
  'rollcall-append': 6,
  'rollcall-read': 4,
  'rollcall-members': 3,
  'rollcall-watch': 4,
  'rollcall-requests': 4,
} as const;

export const poolOf = (name: keyof typeof POOL_SIZES, url: string, logger: Logger): Pool =>
  createPool({
    url,
    name,
    max: POOL_SIZES[name],
    onError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
