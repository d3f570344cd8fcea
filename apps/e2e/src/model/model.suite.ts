import fc from 'fast-check';
import { auditDirectory, auditTeams } from '../audit/audit-groups';
import type { Attributes, Kind } from './model';
import { Play } from './play';
import { step, type Ref, type Step } from './steps';
import { readDirectory, readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { newTenant } from '../support/tenants';

/** `MODEL_RUNS=400` plays longer; `MODEL_SEED=…` plays what failed again. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 40);
const SEED = process.env['MODEL_SEED'];

const made = (kind: Kind, attributes: Attributes, ...members: readonly Ref[]): Step => ({
  do: 'change',
  op: { do: 'create', kind, attributes, members },
});

/** What each play begins with, so that most steps meet something. */
const beginning: readonly Step[] = [
  made('User', { userName: 'a@x.test', displayName: 'One' }),
  made('User', { userName: 'b@x.test', displayName: 'Two', externalId: 'e1' }),
  made('User', { userName: 'c@x.test', displayName: 'One', active: false }),
  made('Group', { displayName: 'Team' }, { user: 0 }, { user: 1 }),
  made('Group', { displayName: 'Crew' }),
  made('Group', { displayName: 'Staff', externalId: 'e1' }, { group: 0 }, { user: 0 }),
];

export const model = (the: () => Stack): void =>
  describe('the HTTP API and a model of it', () => {
    it.each(['strict', 'full'] as const)(
      'give the same answers to any sequence of requests, profile %s',
      (profile) =>
        fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
            const tenant = await newTenant(the(), profile);
            const play = new Play(tenant);
            for (const one of [...beginning, ...steps]) await play.do(one);
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
