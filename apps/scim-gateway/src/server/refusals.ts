import {
  Catch,
  Inject,
  Injectable,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { sendProblem, type Logger } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config/gateway-config';
import { problem } from '../http/problem';
import { noSuchTenant } from '../tenancy/known-tenant';
import { LogUnavailable, TenantUnknown } from '../event-log/port/event-log';
import { drained } from '../http/drain';
import {
  isSearchAsId,
  MethodNotAllowed,
  methodRefused,
  otherVersion,
  Methods,
} from '../http/methods';
import { isOAuth, isScim } from '../http/surface';
import { OAuthError, oauthErrorOf, sendOAuthError } from '../oauth/oauth-error';
import { sendScimError } from '../scim/errors/scim-error.filter';
import { LOGGER } from '../runtime/tokens';

const isTooLarge = (error: unknown): boolean =>
  (error as { statusCode?: number } | null)?.statusCode === 413;

/** What the log could not record or read is no fault of the request, nor a 500. */
const problemOf = (error: unknown, { routeOptions }: FastifyRequest): unknown => {
  if (isTooLarge(error))
    return problem(
      413,
      `The request body is too large: at most ${routeOptions.bodyLimit} bytes are accepted here.`,
    );
  return error instanceof LogUnavailable
    ? problem(503, 'The database is unavailable. Retry in a moment.', { retryAfterSeconds: 1 })
    : error instanceof TenantUnknown
      ? noSuchTenant()
      : error;
};

/** Errors in the form of the requested surface: SCIM, OAuth or problem+json. */
@Catch()
@Injectable()
export class Refusals implements ExceptionFilter {
  constructor(
    private readonly methods: Methods,
    private readonly config: GatewayConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.send(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  send(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { logger } = this;
    const { resourceMetadataUrl } = this.config;
    const refusing = { logger, resourceMetadataUrl };
    const isServed = request.routeOptions.url !== undefined && !isSearchAsId(request.params);
    const allow = isServed ? undefined : this.methods.allow(request.url);
    if (allow !== undefined) return this.refuseMethod(allow, request, reply);
    if (isOAuth(request)) {
      const refusal = oauthErrorOf(error);
      if (refusal.code === 'server_error')
        logger.error({ err: error, correlationId: request.id }, 'request failed unexpectedly');
      return sendOAuthError(reply, refusal);
    }
    if (!isScim(request)) {
      const send = (): void => sendProblem(problemOf(error, request), request, reply, logger);
      return isTooLarge(error) && !request.raw.complete ? drained(request.raw, send) : send();
    }
    sendScimError((!isServed && otherVersion(request.url)) || error, request, reply, refusing);
  }

  /** The path is served, but not with this method: Allow says which are (RFC 9110 §15.5.6). */
  private refuseMethod(allow: string, request: FastifyRequest, reply: FastifyReply): void {
    const { logger, config } = this;
    const { resourceMetadataUrl } = config;
    reply.header('allow', allow);
    if (request.method === 'OPTIONS') return void reply.code(204).send();
    const detail = methodRefused(allow);
    if (isOAuth(request)) sendOAuthError(reply, new OAuthError('invalid_request', detail, 405));
    else if (!isScim(request)) sendProblem(problem(405, detail), request, reply, logger);
    else
      sendScimError(new MethodNotAllowed(allow), request, reply, { logger, resourceMetadataUrl });
  }
}
