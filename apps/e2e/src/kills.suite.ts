import { auditLedger } from './audit-ledger';
import { sever } from './drills/sever';
import type { Ledger } from './ledger';
import { auditAll, sleep } from './settled';
import type { PartName, Stack } from './stack';
import { newTenant } from './tenants';
import { Writers } from './writers';

/**
 * kill -9 in the middle of 500 writes a second. Afterwards acknowledged ⊆ log ⊆ attempted, nothing
 * twice; topic = log, each position with one fact, none missing; directory = log.
 */
export const kills = (the: () => Stack): void =>
  describe('a kill loses nothing', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const DOWN_MS = 1_500;

    const drill = async (victim: PartName, turns = 1) => {
      const tenant = await newTenant(stack, 'full');
      let turn = 0;
      // Both gateways are spoken to all the time: who meets a dead one tries the other next.
      const writers = new Writers({
        client: () => tenant.clients[(turn += 1) % tenant.clients.length]!,
        prefix: victim,
        groups: true,
      });
      for (let i = 0; i < turns; i += 1) {
        await sleep(1_200);
        await stack.kill9(victim);
        await sleep(DOWN_MS);
        await stack.start(victim);
      }
      await sleep(1_500);
      const ledger = await writers.stop();
      const { log, problems } = await auditAll(stack, tenant);
      return { ledger, log, problems: [...auditLedger(ledger, log.events), ...problems] };
    };

    const only = (ledger: Ledger, ...allowed: number[]): number[] =>
      [...ledger.statuses.keys()].filter((status) => !allowed.includes(status));

    it.each(['gateway', 'gateway-2'] as const)(
      'of %s: the other goes on, and takes over the relay',
      async (victim) => {
        const { ledger, problems } = await drill(victim);
        expect(problems).toEqual([]);
        expect(only(ledger, 200, 201, 204, 409, 503, 0)).toEqual([]);
        expect(ledger.acknowledged.size).toBeGreaterThan(50);
        expect(ledger.longestSilence).toBeLessThan(3_000);
      },
    );

    it.each(['directory', 'token', 'kafka'] as const)(
      'of %s: provisioning does not notice',
      async (victim) => {
        const { ledger, problems } = await drill(victim);
        expect(problems).toEqual([]);
        expect(only(ledger, 200, 201, 204)).toEqual([]);
        expect(ledger.acknowledged.size).toBeGreaterThan(1_000);
        expect(ledger.longestSilence).toBeLessThan(2_000);
      },
    );

    it('of Redis: known tokens are admitted on', async () => {
      const { ledger, problems } = await drill('redis');
      expect(problems).toEqual([]);
      expect(only(ledger, 200, 201, 204)).toEqual([]);
    });

    it('of Postgres: 503 meanwhile, and what was acknowledged is there', async () => {
      const { ledger, problems } = await drill('postgres');
      expect(problems).toEqual([]);
      expect(only(ledger, 200, 201, 204, 409, 503, 0)).toEqual([]);
      expect(ledger.acknowledged.size).toBeGreaterThan(50);
    });

    // A COMMIT whose answer did not come is looked up: what stands is answered as if it had come.
    it('of the connections to Postgres, again and again: nothing is done twice', async () => {
      const tenant = await newTenant(stack, 'full');
      let turn = 0;
      const writers = new Writers({
        client: () => tenant.clients[(turn += 1) % tenant.clients.length]!,
        prefix: 'severed',
        groups: true,
      });
      let severed = 0;
      for (let i = 0; i < 40; i += 1) {
        await sleep(100);
        severed += await sever(stack.logDatabaseUrl);
      }
      const ledger = await writers.stop();
      const { log, problems } = await auditAll(stack, tenant);
      expect([...auditLedger(ledger, log.events), ...problems]).toEqual([]);
      expect(only(ledger, 200, 201, 204, 409, 503)).toEqual([]);
      expect(severed).toBeGreaterThan(40);
    });

    it('of everything, one after the other, under one load', async () => {
      const tenant = await newTenant(stack, 'full');
      let turn = 0;
      const writers = new Writers({
        client: () => tenant.clients[(turn += 1) % tenant.clients.length]!,
        prefix: 'all',
        groups: true,
        rate: 300,
      });
      for (const victim of ['kafka', 'gateway', 'directory', 'token', 'gateway-2'] as const) {
        await sleep(500);
        await stack.kill9(victim);
        await sleep(300);
        await stack.start(victim);
      }
      await sleep(500);
      const ledger = await writers.stop();
      const { log, problems } = await auditAll(stack, tenant);
      expect([...auditLedger(ledger, log.events), ...problems]).toEqual([]);
      expect(only(ledger, 200, 201, 204, 409, 503, 0)).toEqual([]);
    });
  });
