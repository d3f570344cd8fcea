import { Tracing } from '@rollcall/platform';
import { eventually } from '@rollcall/testing';
import Fastify from 'fastify';
import { get } from 'node:http';
import { Traces } from '../tracing/traces';
import { traceRequests } from './request-traces';

describe('the trace of a request', () => {
  const app = Fastify();
  const ids: string[] = [];
  let traces: Traces;
  let address: string;

  beforeAll(async () => {
    // No collector listens there: this spec does not need one.
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

it.each([
  ['0', undefined],
  ['1', expect.stringMatching(/^00-c0ffee00c0ffee00c0ffee00c0ffee00-[\da-f]{16}-01$/) as string],
])(
  'a caller can have a trace left out, but not recorded: of a share of %s',
  async (share, recorded) => {
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = 'http://127.0.0.1:1';
    process.env['OTEL_TRACES_SAMPLER_ARG'] = share;
    const tracing = (await Tracing.start('spec')) as Tracing;
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    delete process.env['OTEL_TRACES_SAMPLER_ARG'];
    for (const flags of ['00', '01']) {
      const parent = `00-c0ffee00c0ffee00c0ffee00c0ffee00-c0ffee00c0ffee00-${flags}`;
      const work = tracing.begin('server', 'GET /', parent);
      const expected = flags === '01' ? recorded : undefined;
      expect(work.traceparent).toEqual(expected);
      // What goes on inside of it is as its request was.
      const more = tracing.begin('internal', 'append', work.traceparent);
      expect(more.traceparent === undefined).toBe(share === '0');
      more.end();
      work.end();
    }
    await tracing.stop();
  },
);
