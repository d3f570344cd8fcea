import { NeighbourUnavailable } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';

/** Codes of RFC 6749 §5.2, and what it has no code for: our own faults and limits. */
export type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'slow_down'
  | 'temporarily_unavailable'
  | 'server_error';

const STATUS: Readonly<Record<OAuthCode, number>> = {
  invalid_request: 400,
  invalid_client: 401,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  slow_down: 429,
  temporarily_unavailable: 503,
  server_error: 500,
};

/** A refusal of the token endpoint. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  constructor(
    readonly code: OAuthCode,
    readonly description: string,
    /** Where the code of RFC 6749 has several. */
    readonly status = STATUS[code],
  ) {
    super(description);
  }
}

/** Any error of the token endpoint as a refusal; a fault of ours is never one of the client. */
export const oauthErrorOf = (error: unknown): OAuthError => {
  if (error instanceof OAuthError) return error;
  if (error instanceof NeighbourUnavailable)
    return new OAuthError(
      'temporarily_unavailable',
      'The token service is unavailable. Try again.',
    );
  const { statusCode = 500 } = (error ?? {}) as { statusCode?: number };
  return statusCode < 500
    ? new OAuthError(
        'invalid_request',
        'The body could not be read. Send a form (application/x-www-form-urlencoded) of less than 16 kB.',
      )
    : new OAuthError(
        'server_error',
        'The request failed because of a server error. It was logged.',
      );
};

/** Sends a refusal in the form of RFC 6749 §5.2; nothing of this endpoint may be cached. */
export const sendOAuthError = (
  reply: FastifyReply,
  { code, description, status }: OAuthError,
): void => {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="oauth2", charset="UTF-8"');
  if (status === 429 || status === 503) reply.header('retry-after', 1);
  reply
    .code(status)
    .headers({ 'cache-control': 'no-store', pragma: 'no-cache' })
    .type('application/json')
    .send(JSON.stringify({ error: code, error_description: description }));
};
