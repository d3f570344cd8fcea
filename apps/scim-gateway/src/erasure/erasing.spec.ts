import { subject, tenantId } from '@rollcall/contracts';
import { createLogger } from '@rollcall/platform';
import { Erasing, type Step } from './erasing';
import type { DueErasure, Erasures } from './erasures';

const quiet = createLogger('spec', 'silent', { write: () => undefined });

/** Two due erasures, and the notes about them. */
const standing = () => {
  const acme = tenantId('acme');
  const due: DueErasure[] = ['u1', 'u2'].map((id) => ({
    tenantId: acme,
    subject: subject('users', id),
    position: 1,
    askedAt: new Date(),
    steps: [],
  }));
  const waits: number[] = [];
  const done: string[] = [];
  const erasures = {
    take: () => Promise.resolve(due.shift()),
    wait: (_: DueErasure, ms: number) => Promise.resolve(void waits.push(ms)),
    done: (_: DueErasure, step: string) => Promise.resolve(void done.push(step)),
    finish: () => Promise.resolve(),
  } as unknown as Erasures;
  return { erasures, due, waits, done };
};

describe('a gateway that is stopped', () => {
  it('leaves an erasure between two pieces of a step, due at once, and takes no other', async () => {
    const { erasures, due, waits, done } = standing();
    const pieces: number[] = [];
    const endless: Step = {
      name: 'events',
      run: async (_, hold) => {
        for (let i = 0; ; i += 1) {
          await hold();
          pieces.push(i);
          if (i === 2) void erasing.onApplicationShutdown();
        }
      },
    };
    const erasing = new Erasing(erasures, { user: [endless], tenant: [] }, quiet, 0);
    await erasing.run();
    expect(pieces).toEqual([0, 1, 2]);
    expect(waits.at(-1)).toBe(0);
    expect({ done, left: due.length }).toEqual({ done: [], left: 1 });
  });

  it('begins no further step', async () => {
    const { erasures, done } = standing();
    const stops: Step = { name: 'told', run: () => erasing.onApplicationShutdown() };
    const never: Step = { name: 'events', run: () => Promise.resolve(void done.push('begun')) };
    const erasing = new Erasing(erasures, { user: [stops, never], tenant: [] }, quiet, 0);
    await erasing.run();
    expect(done).toEqual(['told']);
  });
});
