import { DEADLINE, ProblemError, type CallerSocket } from '@rollcall/platform';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The caller of a list: until when (of performance.now) it waits, and on which connection. */
export interface Caller {
  readonly endsAt: number;
  readonly socket: CallerSocket;
}

/** How long a caller that names no deadline is taken to wait, and the longest that may be named. */
const MOST_MS = 10_000;
const BY_DEFAULT_MS = 5_000;
/** The answer must be back before the caller gives up: its own way takes a part of the deadline. */
const WAY_BACK = 0.05;

export const callerOf = (request: FastifyRequest): Caller => {
  const named = Number(request.headers[DEADLINE]);
  const ms = Number.isFinite(named) && named > 0 ? Math.min(named, MOST_MS) : BY_DEFAULT_MS;
  return { endsAt: performance.now() + ms * (1 - WAY_BACK), socket: request.raw.socket };
};

/** The caller of a list, in a handler. */
export const ListCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The caller closed the connection and does not receive this. */
export class CallerLeft extends ProblemError {
  constructor() {
    super(499, 'Client Closed Request', 'The client closed the connection before the response.');
  }
}

/** The codes of refused lists; a code never changes. */
export const REFUSED = {
  /** Two lists of the tenant ran for as long as the caller waits, or too many wait. */
  turn: 'list-no-turn',
  /** Other tenants' lists ran for as long as the caller waits. */
  full: 'list-no-room',
  time: 'list-too-long',
  cost: 'list-too-costly',
} as const;
export type Refused = keyof typeof REFUSED;

/** A refused list; `detail` when the reason is this list itself. */
export class ListRefused extends ProblemError {
  constructor(
    readonly why: Refused,
    detail: string = SAYS[why][2],
  ) {
    const [status, title] = SAYS[why];
    super(status, title, detail, status === 400 ? undefined : 1, REFUSED[why]);
  }
}

const SAYS: Readonly<Record<Refused, readonly [number, string, string]>> = {
  turn: [
    429,
    'Too Many Requests',
    'This tenant has too many lists in progress. Request them one after the other.',
  ],
  full: [503, 'Service Unavailable', 'Too many lists are in progress. Retry in a moment.'],
  time: [
    503,
    'Service Unavailable',
    'The list could not be read before the deadline. Look up resources by userName, externalId or id, or narrow the filter.',
  ],
  cost: [400, 'Bad Request', 'The list costs too much.'],
};
