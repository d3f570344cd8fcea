import { tenantId, type TenantId } from '@rollcall/contracts';
import Fastify from 'fastify';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LiveViews } from './live-views';

/** A server with one route, the live view of the tenant in its path, and the count of refusals. */
const scene = async () => {
  let refused = 0;
  const streams = new LiveViews({ listen: () => () => undefined } as never, {
    limited: () => (refused += 1),
  });
  const app = Fastify();
  app.get('/:tenant', (request, reply) => {
    streams.add((request.params as { tenant: TenantId }).tenant, reply);
    return reply;
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  /** The status of the answer, and whether it has ended. */
  const open = (tenant: string) =>
    new Promise<{ status: number; ended: () => boolean }>((resolve, reject) => {
      const asking = request({ port, host: '127.0.0.1', path: `/${tenant}`, agent: false });
      asking.on('error', reject);
      asking.on('response', (answer) => {
        let over = false;
        answer
          .on('end', () => (over = true))
          .on('error', () => (over = true))
          .resume();
        resolve({ status: answer.statusCode ?? 0, ended: () => over });
      });
      asking.end();
    });
  const many = async (tenant: string, count: number) => {
    const opened = [];
    for (let i = 0; i < count; i += 1) opened.push(await open(tenant));
    return opened;
  };
  return {
    open,
    many,
    refused: () => refused,
    end: async () => {
      streams.beforeApplicationShutdown();
      await app.close();
    },
  };
};

const tick = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('live views', () => {
  it('are limited to twenty for a tenant, without effect on another tenant', async () => {
    const { many, open, refused, end } = await scene();
    const opened = await many(tenantId('acme'), 25);
    expect(opened.map(({ status }) => status)).toEqual([
      ...Array<number>(20).fill(200),
      ...Array<number>(5).fill(429),
    ]);
    expect((await open('other')).status).toBe(200);
    expect(refused()).toBe(5);
    await end();
  });

  it('are shared out when all are open: the tenant with most makes room for one with fewer', async () => {
    const { many, open, end } = await scene();
    const first = await many('t0', 20);
    for (let i = 1; i < 10; i += 1) await many(`t${i}`, 20);
    expect((await open('late')).status).toBe(200);
    await tick();
    expect(first.map((one) => one.ended())).toEqual([true, ...Array<boolean>(19).fill(false)]);
    await end();
  });
});
