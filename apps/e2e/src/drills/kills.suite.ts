import { auditLedger } from '../audit/audit-ledger';
import { Client } from '../support/client';
import { Pipe } from './pipe';
import type { Ledger } from '../audit/ledger';
import { auditAll, sleep } from '../audit/settled';
import type { PartName, Stack } from '../support/stack';
import { adminOf, newTenant } from '../support/tenants';
import { Writers } from '../audit/writers';

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

    it('of Postgres: the admin API and the directory say 503, too', async () => {
      const tenant = await newTenant(stack, 'full');
      const directory = new Client(stack.directory, stack.keys.client);
      await stack.kill9('postgres');
      const answers = await Promise.all([
        adminOf(stack).get('/tenants'),
        adminOf(stack).get(`/tenants/${tenant.id}/links`),
        directory.get(`/tenants/${tenant.id}/users`),
        directory.get(`/tenants/${tenant.id}/logins/nobody`),
      ]);
      await stack.start('postgres');
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
      expect(answers.map(({ headers }) => headers['retry-after'])).toEqual(['1', '1', '1', '1']);
      expect((await auditAll(stack, tenant)).problems).toEqual([]);
    });

    /** The gateways reach their database through a wire of ours. */
    const through = async (pipe: Pipe | undefined): Promise<void> => {
      const url = new URL(stack.logDatabaseUrl);
      pipe?.to(Number(url.port));
      if (pipe) url.port = new URL(pipe.url).port;
      for (const name of ['gateway', 'gateway-2'] as const) {
        stack.configure(name, { DATABASE_URL: url.href });
        await stack.stopPart(name);
        await stack.start(name);
      }
    };

    // A COMMIT that is done and not answered is looked up, and answered as if it had been.
    it('of the answers of Postgres: what was committed is not done again', async () => {
      const tenant = await newTenant(stack, 'full');
      const pipe = await Pipe.open();
      try {
        await through(pipe);
        let turn = 0;
        const writers = new Writers({
          client: () => tenant.clients[(turn += 1) % tenant.clients.length]!,
          prefix: 'answers',
          groups: true,
        });
        for (let i = 0; i < 30; i += 1) {
          await sleep(100);
          await pipe.loseAnswers(30);
        }
        const ledger = await writers.stop();
        const { log, problems } = await auditAll(stack, tenant);
        expect([...auditLedger(ledger, log.events), ...problems]).toEqual([]);
        expect(only(ledger, 200, 201, 204, 409, 503)).toEqual([]);
        expect(ledger.acknowledged.size).toBeGreaterThan(50);
      } finally {
        await through(undefined);
        await pipe.close();
      }
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
