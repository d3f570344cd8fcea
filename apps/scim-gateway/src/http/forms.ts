import type { FastifyInstance } from 'fastify';
import { isOAuth } from './surface';

/** As Fastify refuses a media type that it has no parser for. */
class NotAccepted extends Error {
  readonly statusCode = 415;
  readonly code = 'FST_ERR_CTP_INVALID_MEDIA_TYPE';
}

/** The token endpoint alone takes forms: a page of another site can send them without being asked. */
export const acceptForms = (instance: FastifyInstance): void => {
  instance.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    (request, body, done) =>
      isOAuth(request)
        ? done(null, body)
        : done(new NotAccepted('Unsupported Media Type'), undefined),
  );
};
