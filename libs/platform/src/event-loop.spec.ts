import Fastify, { type FastifyInstance } from 'fastify';
import { setTimeout as after } from 'node:timers/promises';
import { EventLoopWatch } from './event-loop';
import { createLogger } from './logger';
import { Metrics } from './metrics';

const standStill = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('the watch of the event loop', () => {
  const lines: string[] = [];
  let app: FastifyInstance;
  let metrics: Metrics;
  beforeEach(async () => {
    lines.length = 0;
    metrics = new Metrics('spec');
    const write = (line: string) => lines.push(line);
    app = Fastify();
    new EventLoopWatch(metrics, createLogger('spec', 'warn', { write })).attach(app);
    app.get('/quick/:id', () => 'quick');
    app.get('/busy/:id', (request) => {
      standStill(Number((request.query as { ms: string }).ms));
      return 'busy';
    });
    await app.ready();
    await after(120);
  });
  afterEach(() => app.close());

  /** Delays of at least this long, by their routes; a busy machine has short ones of its own. */
  const delays = async (seconds: number): Promise<readonly string[]> => {
    await after(120);
    const { values } = (await metrics.registry
      .getSingleMetric('rollcall_event_loop_delay_seconds')
      ?.get()) as unknown as { values: { metricName: string; labels: object; value: number }[] };
    return values
      .filter(({ metricName, value }) => metricName.endsWith('_sum') && value >= seconds)
      .map(({ labels }) => (labels as { route: string }).route);
  };

  it('names the route that stood still, and no id', async () => {
    await app.inject('/busy/ada@example.com?ms=600');
    expect(await delays(0.6)).toEqual(['/busy/:id']);
  });

  it('does not blame those who came meanwhile', async () => {
    const busy = app.inject('/busy/1?ms=600');
    await Promise.all([busy, app.inject('/quick/1'), app.inject('/quick/2')]);
    expect(await delays(0.6)).toEqual(['/busy/:id']);
  });

  it('counts what no request did', async () => {
    standStill(600);
    expect(await delays(0.6)).toEqual(['none']);
  });

  it('counts nothing while nothing stands still', async () => {
    for (let i = 0; i < 5; i += 1) {
      await app.inject('/quick/1');
      await after(60);
    }
    expect(await delays(0.6)).toEqual([]);
  });

  it('says in the log what took a second', async () => {
    await app.inject('/busy/ada?ms=1100');
    await after(120);
    expect(lines.join('')).toMatch(/"route":"\/busy\/:id".*event loop blocked/);
    expect(lines.join('')).not.toContain('ada');
  });
});
