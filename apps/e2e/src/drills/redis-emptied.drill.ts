import { connect } from 'node:net';
import { Client } from '../support/client';
import { eventually, sleep } from '../audit/settled';
import { adminOf, issueToken, newTenant } from '../support/tenants';
import { audit, GOOD, load, type Drill } from './drill';

/** Empties Redis. */
export const flush = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write('FLUSHALL\r\n'));
    socket.on('error', reject);
    socket.on('data', () => {
      socket.end();
      resolve();
    });
  });

/** Redis holds a copy of what the credentials topic tells. */
export const redisEmptied: Drill = {
  name: 'redis-emptied',
  says: 'Redis emptied: restored from the credentials topic, and no token is refused meanwhile',
  act: async (run) => {
    const { stack, find } = run;
    const tenant = await newTenant(stack);
    const revoked = await issueToken(stack, tenant.id);
    await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${revoked.id}`);
    const unused = await issueToken(stack, tenant.id);
    const statusOf = async (token: string): Promise<number> =>
      (await new Client(stack.scim[0], token).get('/Users?count=0')).status;
    const writers = load(tenant.clients, 'redis');
    await sleep(1_500);
    await flush(stack.redisUrl);
    const early = await statusOf(unused.token);
    find(`a token that no gateway knows, at once: ${early}`, [200, 503].includes(early));
    const restored = await eventually(
      () => statusOf(unused.token),
      (status) => status !== 503,
    );
    find(`the same, after the restore: ${restored}`, restored === 200);
    const refused = await statusOf(revoked.token);
    find(`a token that was revoked before: ${refused}`, refused === 401);
    const made = await issueToken(stack, tenant.id);
    const works = await statusOf(made.token);
    find(`a token that was issued after: ${works}`, works === 200);
    await sleep(1_000);
    await audit(run, tenant, await writers.stop(), GOOD);
  },
};
