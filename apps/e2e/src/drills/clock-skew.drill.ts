import { Client } from '../support/client';
import { sleep } from '../audit/settled';
import { issueToken, newTenant } from '../support/tenants';
import { audit, GOOD, load, type Drill } from './drill';

const HOUR_MS = 3_600_000;

/** A wall clock alone never makes a 401, and never keeps a token alive. */
export const clockSkew: Drill = {
  name: 'clock-skew',
  says: 'the token service’s clock two hours fast or slow: tokens still expire at the right time',
  act: async (run) => {
    const { stack, find } = run;
    const tenant = await newTenant(stack);
    const writers = load(tenant.clients, 'skew', { rate: 100 });
    const until = (ms: number) => ({ expiresAt: new Date(Date.now() + ms).toISOString() });
    const statusOf = async (token: string): Promise<number> =>
      (await new Client(stack.scim[0], token).get('/Users?count=0')).status;
    try {
      const hour = await issueToken(stack, tenant.id, until(HOUR_MS));
      await stack.skew(2 * HOUR_MS);
      await sleep(2_500);
      const ahead = await statusOf(hour.token);
      find(`two hours ahead, a token with an hour left: ${ahead}`, ahead === 200);
      await stack.stopPart('token');
      await stack.start('token');
      await sleep(1_500);
      const restarted = await statusOf(hour.token);
      find(`the same, the service started with that clock: ${restarted}`, restarted === 200);
      await stack.skew(-2 * HOUR_MS);
      const brief = await issueToken(stack, tenant.id, until(4_000));
      const alive = await statusOf(brief.token);
      find(`two hours behind, a token with 4 s left: ${alive}`, alive === 200);
      await sleep(5_500);
      const over = await statusOf(brief.token);
      find(`the same, 1.5 s after its end: ${over}`, over === 401);
    } finally {
      await stack.skew(0);
    }
    await audit(run, tenant, await writers.stop(), GOOD);
  },
};
