import { Tracing } from '@rollcall/platform';
import { eventually } from '@rollcall/testing';
import Fastify from 'fastify';
import { get } from 'node:http';
import { Traces } from './log/traces';
import { traceRequests } from './request-traces';

describe('the trace of a request', () => {
  const app = Fastify();
  const ids: string[] = [];
  let traces: Traces;
  let address: string;

  beforeAll(async () => {
    // Nobody listens there: what the spans are sent to is none of this spec's.
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = 'http://127.0.0.1:1';
    traces = new Traces((await Tracing.start('spec')) as Tracing);
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    traceRequests(app, traces);
    app.get('/good', ({ id }) => {
      ids.push(id);
      return traces.append(id)?.traceparent;
    });
    app.get('/live', ({ id }, reply) => {
      ids.push(id);
      reply.hijack();
      reply.raw.write('begun');
    });
    address = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => app.close());

  it('ends with the answer, and with the caller who goes away before it', async () => {
    expect(await (await fetch(`${address}/good`)).text()).toMatch(/^00-/);
    const leaving = get(`${address}/live`, (answer) => answer.once('data', () => answer.destroy()));
    leaving.on('error', () => undefined);
    await eventually(() => expect(ids).toHaveLength(2));
    await eventually(() =>
      expect(ids.map((id) => traces.append(id))).toEqual([undefined, undefined]),
    );
  });
});
