import type { FastifyInstance } from 'fastify';
import type { Traces } from '../tracing/traces';

/** A span for each request, in the trace that the caller names or in a new one. */
export const traceRequests = (instance: FastifyInstance, traces: Traces): void => {
  instance.addHook('onRequest', (request, { raw }, done) => {
    const { traceparent } = request.headers;
    const route = request.routeOptions.url;
    const name = `${request.method} ${route ?? 'no route'}`;
    const parent = typeof traceparent === 'string' ? traceparent : undefined;
    const work = traces.tracing.begin('server', name, parent, {
      'http.request.method': request.method,
      'http.route': route ?? '',
      'rollcall.correlation': request.id,
    });
    traces.opened(request.id, work);
    // No onResponse: that does not come for a caller who goes away before the answer has ended.
    raw.once('close', () => {
      traces.closed(request.id);
      const { statusCode, headersSent } = raw;
      work.end(headersSent ? { 'http.response.status_code': statusCode } : {}, statusCode >= 500);
    });
    done();
  });
};
