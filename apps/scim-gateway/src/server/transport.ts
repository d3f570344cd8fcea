import { sendProblem, type Logger } from '@rollcall/platform';
import { ScimError } from '@rollcall/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import { problem } from '../http/problem';
import type { GatewayConfig } from '../config/gateway-config';
import { SCIM_JSON } from '../http/media-types';
import { sendScimError } from '../scim/errors/scim-error.filter';
import { pathUnknown } from '../http/methods';

/** What went wrong before there was a request: decided by the code of Node's parser. */
const socketError = (code: string | undefined): ScimError => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ScimError(408, 'The complete request did not arrive in time. Send it again.');
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ScimError(431, 'The request line and headers are longer than 16 kB. Shorten them.');
  return new ScimError(400, 'The request could not be read as HTTP.', 'invalidSyntax');
};

const refuseSocket = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const scim = socketError(error.code);
  const body = JSON.stringify(scim);
  socket.end(
    `HTTP/1.1 ${scim.status} ${STATUS_CODES[scim.status]}\r\nConnection: close\r\n` +
      `Content-Type: ${SCIM_JSON}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};

/** RFC 9112 §3.2: of HTTP/1.1 on a request names its host. Node would say so with an empty answer. */
export const isHostless = ({ httpVersion, headers }: IncomingMessage): boolean =>
  headers.host === undefined && httpVersion !== '1.0';

export const hostless = (): ScimError =>
  new ScimError(400, 'The request has no Host header.', 'invalidSyntax');

/** RFC 9110 §10.1.1: what is expected of us beyond 100-continue we cannot meet. */
export const refuseExpectations = (server: Server): void => {
  server.on('checkExpectation', (_request: IncomingMessage, response) => {
    const error = new ScimError(
      417,
      'The only supported "Expect" value is 100-continue. Leave the header out.',
    );
    const body = JSON.stringify(error);
    response.writeHead(error.status, {
      'content-type': SCIM_JSON,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    });
    response.end(body);
  });
};

/** No route was matched: the raw path is all there is. */
const NOT_SCIM = /^\/(?:admin|console)(?:[/?]|$)/;
const BAD_PATH = 'Malformed percent-encoding in the path.';

/** How the public port treats what is no request of ours yet: in SCIM form, and with patience's end. */
export const transport = (config: GatewayConfig, logger: Logger) => ({
  requestTimeout: config.REQUEST_TIMEOUT_MS,
  // Node looks whether a slow reader took a byte: only who takes none at all is let go.
  connectionTimeout: config.STALLED_AFTER_MS,
  // Node takes the larger of the two timeouts for the whole request: the one for headers is lower.
  http: {
    headersTimeout: Math.min(10_000, config.REQUEST_TIMEOUT_MS),
    requireHostHeader: false,
    connectionsCheckingInterval: Math.min(5_000, config.REQUEST_TIMEOUT_MS),
  },
  ...(config.TRUSTED_PROXIES === undefined ? {} : { trustProxy: config.TRUSTED_PROXIES }),
  routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 512 },
  clientErrorHandler: refuseSocket,
  frameworkErrors: (
    error: { code?: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ): void => {
    const isBad = error.code === 'FST_ERR_BAD_URL';
    if (NOT_SCIM.test(request.url))
      return sendProblem(
        isBad ? problem(400, BAD_PATH) : problem(404, 'There is nothing at this path.'),
        request,
        reply,
        logger,
      );
    sendScimError(
      isBad ? new ScimError(400, BAD_PATH, 'invalidSyntax') : pathUnknown(),
      request,
      reply,
      { logger, resourceMetadataUrl: config.resourceMetadataUrl },
    );
  },
});
