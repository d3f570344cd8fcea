import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable } from './database-unavailable';
import { NeighbourUnavailable } from './internal-client';
import type { Logger } from './logger';

/** A refusal for machines and people: RFC 9457. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly retryAfterSeconds?: number,
    /** For programs that say it in other words; a name that never changes. */
    readonly code?: string,
  ) {
    super(detail);
  }
}

/** What errors of Fastify, of Postgres and of the protocol say of themselves. */
interface Refused {
  readonly statusCode?: number;
  readonly status?: number;
  readonly code?: string;
}

/** SQLSTATE character_not_in_repertoire: NUL reached a parameter. */
const NOT_STORABLE = '22021';

/** An error that names a status is Fastify's and about the client, whose connection can break, too. */
const isUnavailable = (error: unknown): boolean =>
  (error as Refused | null | undefined)?.statusCode === undefined && isDatabaseUnavailable(error);

const problemOf = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error;
  if (error instanceof NeighbourUnavailable)
    return new ProblemError(503, 'Service Unavailable', `${error.service} does not answer now.`, 1);
  if (isUnavailable(error))
    return new ProblemError(
      503,
      'Service Unavailable',
      'A part of the service is unavailable. Retry in a moment.',
      1,
    );
  const { statusCode, status: own, code } = (error ?? {}) as Refused;
  if (code === NOT_STORABLE)
    return new ProblemError(400, 'Bad Request', 'The request contains a NUL character.');
  const status = error instanceof HttpException ? error.getStatus() : (statusCode ?? own ?? 500);
  if (status === 404) return new ProblemError(404, 'Not Found', 'There is nothing at this path.');
  if (status >= 400 && status < 500)
    return new ProblemError(
      status,
      STATUS_CODES[status] ?? 'Bad Request',
      (error as Error).message,
    );
  return new ProblemError(
    500,
    'Internal Server Error',
    'The request failed because of a server error. It was logged.',
  );
};

/** Sends a refusal. Bytes, not text: Fastify adds a charset to text, and the type has none. */
export const replyProblem = (
  reply: FastifyReply,
  { status, title, detail, retryAfterSeconds, code }: ProblemError,
): void => {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  // RFC 9110 §15.5.2: a 401 says how to prove who asks.
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify({ type: 'about:blank', title, status, detail, code })));
};

/** Answers any error as application/problem+json; the reason of our own faults is logged and not shown. */
export const sendProblem = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): void => {
  const problem = problemOf(error);
  const reason = { err: error, correlationId: request.id };
  if (problem.status === 500) logger.error(reason, 'request failed unexpectedly');
  else if (isUnavailable(error)) logger.warn(reason, 'database unavailable');
  replyProblem(reply, problem);
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest(), http.getResponse(), this.logger);
  }
}
