import type { Logger } from '@rollcall/platform';
import { Repeating } from '../repeating';
import type { DueErasure, Erasures } from './erasures';

/** One step of an erasure: to do it twice, or half and then whole, is as to do it once. */
export interface Step {
  readonly name: string;
  /** Done again when what was on its way at other gateways has been written. */
  readonly late?: true;
  /** `not yet`: it is tried again soon. */
  readonly run: (erasure: DueErasure, hold: () => Promise<void>) => Promise<void | 'not yet'>;
}

export interface ErasingSteps {
  readonly user: readonly Step[];
  readonly tenant: readonly Step[];
}

const EVERY_MS = 5_000;
const LEASE_MS = 30_000;
const AGAIN_MS = 5_000;
/** Entries of the request log wait in memory while the database is slow: at most so long. */
const LATE_MS = 60_000;

/**
 * Carries erasures out, step by step. Every gateway looks; one takes each, and when it dies in the
 * middle another goes on behind the last step that was noted.
 */
export class Erasing {
  private readonly turns: Repeating;

  constructor(
    private readonly erasures: Erasures,
    private readonly steps: ErasingSteps,
    private readonly logger: Logger,
    private readonly lateMs = LATE_MS,
  ) {
    this.turns = new Repeating(
      EVERY_MS,
      () => this.turn(),
      (err) => logger.warn({ err }, 'the erasures were not looked after; again soon'),
    );
  }

  start(): void {
    void this.turns.start();
  }

  /** Looks at once. */
  wake(): void {
    this.turns.wake();
  }

  stop(): Promise<void> {
    return this.turns.stop();
  }

  /** Everything that is due now. */
  async turn(): Promise<void> {
    for (let one = await this.erasures.take(); one; one = await this.erasures.take())
      await this.carryOut(one).catch(async (err: unknown) => {
        const { tenantId, subject } = one as DueErasure;
        this.logger.warn({ err, tenantId, subject }, 'an erasure waits: a step failed');
        await this.erasures.wait(one as DueErasure, AGAIN_MS);
      });
  }

  private async carryOut(erasure: DueErasure): Promise<void> {
    const { tenantId, subject, steps } = erasure;
    const all = subject.startsWith('tenants/') ? this.steps.tenant : this.steps.user;
    for (const step of all.filter(({ name }) => !steps.includes(name))) {
      const early = erasure.askedAt.getTime() + this.lateMs - Date.now();
      if (step.late && early > 0) return this.erasures.wait(erasure, early);
      const hold = (): Promise<void> => this.erasures.wait(erasure, LEASE_MS);
      if ((await step.run(erasure, hold)) === 'not yet')
        return this.erasures.wait(erasure, AGAIN_MS);
      await this.erasures.done(erasure, step.name);
      this.logger.info({ tenantId, subject, step: step.name }, 'a step of an erasure is done');
    }
    await this.erasures.finish(erasure);
  }
}
