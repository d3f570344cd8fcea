import fc from 'fast-check';
import { auditDirectory, auditTeams } from './audit-groups';
import { Play } from './model-play';
import { step } from './model-steps';
import { readDirectory, readLog } from './records';
import type { Stack } from './stack';
import { newTenant } from './tenants';

/** `MODEL_RUNS=400` plays longer; `MODEL_SEED=…` plays what failed again. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 25);
const SEED = process.env['MODEL_SEED'];

export const model = (the: () => Stack): void =>
  describe('the HTTP API and a model of it', () => {
    it.each(['strict', 'full'] as const)(
      'give the same answers to any sequence of requests, profile %s',
      (profile) =>
        fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
            const tenant = await newTenant(the(), profile);
            const play = new Play(tenant);
            for (const one of steps) await play.do(one);
            await play.end();
            const log = await readLog(the().logDatabaseUrl, tenant.id);
            const directory = await readDirectory(the().directoryDatabaseUrl, tenant.id);
            expect([...auditTeams(log), ...auditDirectory(log, directory)]).toEqual([]);
          }),
          {
            numRuns: profile === 'full' ? RUNS : Math.ceil(RUNS / 4),
            endOnFailure: true,
            ...(SEED === undefined ? {} : { seed: Number(SEED) }),
          },
        ),
      20 * 60_000,
    );
  });
