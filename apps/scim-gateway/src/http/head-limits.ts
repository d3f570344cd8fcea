import { ProblemError } from '@rollcall/platform';
import { ScimError } from '@rollcall/protocol';
import type { FastifyRequest } from 'fastify';
import { isScim } from './surface';

/** Characters of an address, and of a header, that are looked at before it is known who asks. */
export const MOST_HEAD = 4_096;

/**
 * Headers that are read before it is known who asks. Not cookies: pages of other hosts of the same
 * domain set them, and ours is found among them by one look at each.
 */
const READ = [
  'authorization',
  'accept',
  'accept-encoding',
  'accept-language',
  'if-none-match',
  'origin',
  'x-forwarded-for',
  'traceparent',
  'x-correlation-id',
  'x-request-id',
];

/**
 * What is too long of a request to be looked at at all, as the refusal that its surface knows;
 * undefined when nothing is. Under /scim the address may hold a filter: it is read after the token.
 */
export const overlong = (request: FastifyRequest): Error | undefined => {
  const { headers, url } = request;
  for (const name of READ)
    if ((headers[name]?.length ?? 0) > MOST_HEAD)
      return refusal(
        request,
        431,
        'Request Header Fields Too Large',
        `The header ${name} is longer than ${MOST_HEAD} characters. Shorten it.`,
      );
  if (url.length <= MOST_HEAD || isScim(request)) return undefined;
  return refusal(
    request,
    414,
    'URI Too Long',
    `The address is longer than ${MOST_HEAD} characters. Shorten it.`,
  );
};

const refusal = (request: FastifyRequest, status: number, title: string, detail: string): Error =>
  isScim(request) ? new ScimError(status, detail) : new ProblemError(status, title, detail);
