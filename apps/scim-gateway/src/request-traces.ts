import type { Work } from '@rollcall/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Traces } from './log/traces';

/** A span for each request, in the trace that the caller names or in a new one. */
export const traceRequests = (instance: FastifyInstance, traces: Traces): void => {
  const open = new WeakMap<FastifyRequest, Work>();
  instance.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers;
    const name = `${request.method} ${request.routeOptions.url ?? 'no route'}`;
    const parent = typeof traceparent === 'string' ? traceparent : undefined;
    const work = traces.tracing.begin('server', name, parent, {
      'http.request.method': request.method,
      'http.route': request.routeOptions.url ?? '',
      'rollcall.correlation': request.id,
    });
    open.set(request, work);
    traces.opened(request.id, work);
    done();
  });
  instance.addHook('onResponse', (request, reply, done) => {
    traces.closed(request.id);
    const { statusCode } = reply;
    open.get(request)?.end({ 'http.response.status_code': statusCode }, statusCode >= 500);
    done();
  });
};
