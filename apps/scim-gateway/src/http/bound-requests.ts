import { ProblemError } from '@rollcall/platform';
import { ScimError } from '@rollcall/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { whenOver } from './answer-over';
import { sourceOf } from './source';
import { isScim } from './surface';
import { SMALL_ANSWER, type Load, type Overload } from './load';

const WHY: Readonly<Record<Overload, { status: 429 | 503; title: string; detail: string }>> = {
  bodies: {
    status: 429,
    title: 'Too Many Requests',
    detail: 'This client has too many unfinished request bodies. Finish them, then send the next.',
  },
  'all-bodies': {
    status: 503,
    title: 'Service Unavailable',
    detail: 'Too many request bodies are unfinished. Retry in a moment.',
  },
  unread: {
    status: 429,
    title: 'Too Many Requests',
    detail: 'This client has too many unread responses. Read them, then send the next request.',
  },
  'all-unread': {
    status: 503,
    title: 'Service Unavailable',
    detail: 'Too many responses are unread. Read those of earlier requests, then retry.',
  },
};
const RETRY_AFTER_SECONDS = 1;

const refusalOf = (request: FastifyRequest, overload: Overload): Error => {
  const { status, title, detail } = WHY[overload];
  return isScim(request)
    ? new ScimError(status, detail, undefined, undefined, RETRY_AFTER_SECONDS)
    : new ProblemError(status, title, detail, RETRY_AFTER_SECONDS);
};

type Counted = FastifyRequest & {
  /** Of a request under /scim that was admitted. */
  caller?: { readonly tenantId: string };
  /** Of one under /admin. */
  adminCaller?: { readonly tenantId: string | null };
  bodyOwner?: string | undefined;
  bodyBytes?: number;
};

/** The tenant that was admitted; for others the address. */
const ownerOf = ({ caller, adminCaller, ip }: Counted): string =>
  caller?.tenantId ?? adminCaller?.tenantId ?? sourceOf(ip);

/** What the headers announce: for chunks as much as may come. */
const bytesOf = (request: FastifyRequest): number => {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const most = request.routeOptions.bodyLimit ?? 0;
  return chunked === undefined ? Math.min(Number(length ?? 0), most) : most;
};

/**
 * Bounds what callers who were admitted may leave half done: bodies that do not end, answers that
 * its caller does not read. A body that came in one piece with its headers costs two additions.
 */
export class RequestBounds {
  constructor(
    private readonly load: Load,
    private readonly refused: (overload: Overload) => void = () => undefined,
  ) {}

  attach(instance: FastifyInstance): void {
    instance.addHook('preParsing', (request: Counted, _reply, payload, done) => {
      const overload = this.take(request);
      if (!overload) return done(null, payload);
      this.refused(overload);
      done(refusalOf(request, overload));
    });
    instance.addHook('preValidation', (request, _reply, done) => {
      this.release(request);
      done();
    });
    instance.addHook('onSend', (request: Counted, reply, payload, done) => {
      const bytes = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
      if (bytes > SMALL_ANSWER) whenOver(reply.raw, this.load.answer(ownerOf(request), bytes));
      done(null, payload);
    });
  }

  /** The body of this request is whole, or will never be; a second call does nothing. */
  release(request: Counted): void {
    const { bodyOwner, bodyBytes = 0 } = request;
    if (bodyOwner === undefined) return;
    request.bodyOwner = undefined;
    this.load.bodyDone(bodyOwner, bodyBytes);
  }

  private take(request: Counted): Overload | undefined {
    const owner = ownerOf(request);
    const bytes = request.raw.complete ? 0 : bytesOf(request);
    if (bytes === 0) return this.load.overload(owner);
    const overload = this.load.takeBody(owner, bytes);
    if (overload) return overload;
    request.bodyOwner = owner;
    request.bodyBytes = bytes;
    return undefined;
  }
}
