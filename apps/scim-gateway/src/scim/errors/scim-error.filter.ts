import { HttpException } from '@nestjs/common';
import { TEST_USER_DOMAIN } from '@rollcall/contracts';
import { DomainError, type Claim, type DomainErrorCode } from '@rollcall/domain';
import { NeighbourUnavailable, type Logger } from '@rollcall/platform';
import { etag, ScimError } from '@rollcall/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdmissionUnavailable, NotAdmitted, type Refusal } from '../auth/admissions';
import { ClaimTaken, LogUnavailable, TenantUnknown } from '../../event-log/port/event-log';
import { DirectoryBehind } from '../listing/directory';
import { sendText } from '../pipeline/answer';
import type { ScimRequest } from '../pipeline/caller';
import { drained } from '../../http/drain';
import { MethodNotAllowed, pathUnknown } from '../../http/methods';
import { ProfileMoved, VersionDiffers } from '../pipeline/append-command';

const RETRY_AFTER_SECONDS = 1;

const DOMAIN: Readonly<Record<DomainErrorCode, () => ScimError>> = {
  'user-unknown': () => new ScimError(404, 'There is no user with this id.'),
  'user-exists': () => new ScimError(409, 'A user with this id exists already.', 'uniqueness'),
  'userName-taken': () => taken('userName'),
  'group-unknown': () => new ScimError(404, 'There is no group with this id.'),
  'group-exists': () => new ScimError(409, 'A group with this id exists already.', 'uniqueness'),
  'provisioning-disabled': () =>
    new ScimError(
      403,
      'Provisioning is switched off for this organisation. Switch it on in its SCIM settings, then retry.',
    ),
  'test-domain-crossed': () =>
    new ScimError(
      400,
      `userName cannot be changed into or out of ${TEST_USER_DOMAIN}: that domain is kept for connection tests.`,
      'invalidValue',
    ),
  'tenant-exists': () => new ScimError(409, 'This organisation exists already.', 'uniqueness'),
  // The admin API causes these; requests under /scim cannot.
  'user-not-deprovisioned': () => new ScimError(409, 'This user is not deprovisioned.'),
  'tenant-not-closed': () => new ScimError(409, 'This organisation is not closed.'),
  'tenant-moved': () => new ScimError(409, 'This organisation moved to another installation.'),
  'tenant-unknown': () => new ScimError(404, 'There is no such organisation.'),
};

const TAKEN: Readonly<Record<Claim['kind'], string>> = {
  userName:
    'Another user has this userName. Look the user up by userName and update it instead of creating it.',
  groupName:
    'Another group has this displayName. Look the group up by displayName and update it instead of creating it.',
};

const taken = (kind: Claim['kind']): ScimError => new ScimError(409, TAKEN[kind], 'uniqueness');

const REFUSALS: Readonly<Record<Refusal, string>> = {
  missing: 'Send the SCIM token as "Authorization: Bearer <token>".',
  unknown: 'This token is unknown. Paste the token again as it was shown when it was generated.',
  expired: 'This token has expired. Generate a new one and paste it into the identity provider.',
  revoked: 'This token was revoked. Generate a new one and paste it into the identity provider.',
  'too-many': 'Too many requests with unknown tokens. Wait a moment.',
};

const TOO_OFTEN = 'It was refused many times within a second. Wait for the seconds in Retry-After.';

const notAdmitted = ({ reason, status, tooOften }: NotAdmitted): ScimError =>
  new ScimError(
    status,
    tooOften && reason !== 'too-many' ? `${REFUSALS[reason]} ${TOO_OFTEN}` : REFUSALS[reason],
  );

const unavailable = (detail: string): ScimError => new ScimError(503, detail);

/** What an error means on the SCIM wire. Decided here and nowhere else. */
export const scimErrorOf = (error: unknown, bodyLimit?: number): ScimError => {
  if (error instanceof ScimError) return error;
  if (error instanceof DomainError) return DOMAIN[error.code]();
  if (error instanceof ClaimTaken) return taken(error.claim.kind);
  if (error instanceof VersionDiffers)
    return new ScimError(
      412,
      'The version of the resource does not match If-Match, or matches If-None-Match. Read the resource again.',
    );
  if (error instanceof NotAdmitted) return notAdmitted(error);
  if (error instanceof LogUnavailable)
    return unavailable(
      'The database is unavailable. No acknowledged change is lost. Retry in a moment.',
    );
  if (error instanceof ProfileMoved)
    return unavailable('The change could not be recorded now. Nothing is lost. Retry in a moment.');
  if (error instanceof AdmissionUnavailable)
    return unavailable('The token cannot be checked now. Retry in a moment.');
  if (error instanceof DirectoryBehind || error instanceof NeighbourUnavailable)
    return unavailable('The list is not up to date yet. Retry in a moment.');
  if (error instanceof TenantUnknown) return new ScimError(401, REFUSALS.unknown);
  if ((error as Coded | null)?.code === NOT_STORABLE)
    return new ScimError(400, 'The request contains a NUL character.', 'invalidValue');
  return ofTransport(error, bodyLimit);
};

const UNREADABLE = 'The request could not be read as HTTP.';

/** SQLSTATE character_not_in_repertoire: NUL reached a parameter. Refused long before; a net. */
const NOT_STORABLE = '22021';

/** What Fastify found wrong with a body, by its code. */
const DAMAGED: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_CONTENT_LENGTH:
    'The body is not UTF-8, or its length differs from Content-Length. Send JSON as UTF-8.',
};

interface Coded {
  readonly statusCode?: number;
  readonly code?: string;
}

/** Errors of Fastify and Nest before a controller was reached. */
const ofTransport = (error: unknown, bodyLimit = 1_048_576): ScimError => {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : ((error as Coded | null)?.statusCode ?? 500);
  switch (status) {
    case 404:
      return pathUnknown();
    case 413:
      return new ScimError(
        413,
        `The request body is too large: at most ${Math.floor(bodyLimit / 1_024)} KiB (${bodyLimit} bytes) are accepted.`,
      );
    case 415:
      return new ScimError(415, 'Send the body as application/scim+json or application/json.');
    default:
      return status >= 400 && status < 500
        ? new ScimError(400, DAMAGED[(error as Coded).code ?? ''] ?? UNREADABLE, 'invalidSyntax')
        : new ScimError(500, 'The request failed because of a server error. It was logged.');
  }
};

/** What the refusals of one gateway need: its log, and the address of its resource metadata. */
export interface Refusing {
  readonly logger: Logger;
  readonly resourceMetadataUrl: string;
}

/** Every refusal under /scim/v2, as RFC 7644 §3.12 writes it. */
export const sendScimError = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { logger, resourceMetadataUrl }: Refusing,
): void => {
  const scim = scimErrorOf(error, request.routeOptions?.bodyLimit);
  (request as ScimRequest).refused = { error, scim };
  if (scim.status === 500)
    logger.error({ err: error, correlationId: request.id }, 'request failed unexpectedly');
  if (scim.status === 503 || scim.status === 429)
    reply.header('retry-after', scim.retryAfterSeconds ?? RETRY_AFTER_SECONDS);
  if (scim instanceof MethodNotAllowed) reply.header('allow', scim.allow);
  if (error instanceof VersionDiffers) reply.header('etag', etag(error.version));
  // RFC 9728 §5.1: a client without configuration finds the token endpoint from here.
  if (scim.status === 401)
    reply.header(
      'www-authenticate',
      `Bearer realm="SCIM", resource_metadata="${resourceMetadataUrl}"`,
    );
  const send = (): void => sendText(reply, scim.status, JSON.stringify(scim));
  if (scim.status === 413 && !request.raw.complete) drained(request.raw, send);
  else send();
};
