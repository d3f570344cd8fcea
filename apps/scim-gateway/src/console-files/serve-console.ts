import { type ProblemError } from '@rollcall/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BrandingView } from '@rollcall/contracts';
import { problem } from '../http/problem';
import { branded } from './branded';
import { ConsoleFiles, type ConsoleFile } from './console-files';

const YEAR = 'public, max-age=31536000, immutable';

const send = (request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply => {
  reply
    .header('cache-control', file.immutable ? YEAR : 'no-cache')
    .header('etag', file.etag)
    .header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && file.gzip;
  if (packed) reply.header('content-encoding', 'gzip');
  return reply.type(file.type).send(packed || file.body);
};

const notThere = (detail: string): ProblemError => problem(404, detail);

/**
 * `/console`: the files that were built, and the page for every path that the page itself reads. The
 * page carries the branding of the installation, so that it has its name from the first moment.
 */
export const serveConsole = (
  instance: FastifyInstance,
  folder: string,
  branding: BrandingView,
): void => {
  const files = new ConsoleFiles(folder, (page) => branded(page, branding));
  const page = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const index = files.index();
    if (index) return send(request, reply, index);
    throw notThere('The console is not part of this installation. Build apps/console first.');
  };
  instance.get('/console', page);
  instance.get('/console/*', (request, reply) => {
    const name = (request.params as { '*': string })['*'];
    if (name === '' || !isFile(name)) return page(request, reply);
    // Read at the start, so that the files of a build are known before the first page.
    files.index();
    const file = files.file(name);
    if (file) return send(request, reply, file);
    throw notThere('The console has no such file. Reload the page: it may be of an older version.');
  });
};

/** The console's own paths have no dot in their last part. */
export const isFile = (name: string): boolean =>
  name.lastIndexOf('.') > name.lastIndexOf('/') || name.startsWith('assets/');
