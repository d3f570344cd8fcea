import type { Logger } from '@rollcall/platform';
import { PeriodicTask } from '../lifecycle/periodic-task';
import type { DueErasure, Erasures } from './erasures';

/** One step of an erasure. It is idempotent, also after it stopped halfway. */
export interface Step {
  readonly name: string;
  /** The step repeats when the pending writes of other gateways are done. */
  readonly late?: true;
  /** `not yet`: the step is retried soon. */
  readonly run: (erasure: DueErasure, hold: () => Promise<void>) => Promise<void | 'not yet'>;
}

export interface ErasingSteps {
  readonly user: readonly Step[];
  readonly tenant: readonly Step[];
}

const LEASE_MS = 30_000;
const RENEWED_MS = 1_000;
const AGAIN_MS = 5_000;
/** Entries of the request log wait in memory while the database is slow, at most this long. */
const LATE_MS = 60_000;

/** This gateway is stopping: another one continues. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * Carries erasures out, step by step. Every gateway looks for them; one takes each. When that
 * gateway dies, or stops after its running statement, another continues after the last noted step.
 */
export class Erasing extends PeriodicTask {
  constructor(
    private readonly erasures: Erasures,
    private readonly steps: ErasingSteps,
    logger: Logger,
    private readonly lateMs = LATE_MS,
  ) {
    super(logger, { everyMs: 5_000, failure: 'scheduled run of erasures failed, will retry' });
  }

  /** Everything that is due now. */
  async run(): Promise<void> {
    for (let one = await this.next(); one; one = await this.next()) {
      const taken = one;
      await this.carryOut(taken).catch((err: unknown) => this.leave(taken, err));
    }
  }

  private async next(): Promise<DueErasure | undefined> {
    return this.stopping ? undefined : this.erasures.take();
  }

  private async leave(erasure: DueErasure, err: unknown): Promise<void> {
    if (err instanceof Stopped) return this.erasures.wait(erasure, 0);
    const { tenantId, subject } = erasure;
    this.logger.warn({ err, tenantId, subject }, 'erasure step failed, will retry');
    await this.erasures.wait(erasure, AGAIN_MS);
  }

  /** A step calls this before each piece: it renews the lease now and then. */
  private holding(erasure: DueErasure): () => Promise<void> {
    let renewed = -Infinity;
    return async () => {
      if (this.stopping) throw new Stopped();
      if (performance.now() - renewed < RENEWED_MS) return;
      renewed = performance.now();
      await this.erasures.wait(erasure, LEASE_MS);
    };
  }

  private async carryOut(erasure: DueErasure): Promise<void> {
    const { tenantId, subject, steps } = erasure;
    const all = subject.startsWith('tenants/') ? this.steps.tenant : this.steps.user;
    const hold = this.holding(erasure);
    for (const step of all.filter(({ name }) => !steps.includes(name))) {
      if (this.stopping) throw new Stopped();
      const early = erasure.askedAt.getTime() + this.lateMs - Date.now();
      if (step.late && early > 0) return this.erasures.wait(erasure, early);
      if ((await step.run(erasure, hold)) === 'not yet')
        return this.erasures.wait(erasure, AGAIN_MS);
      await this.erasures.done(erasure, step.name);
      this.logger.info({ tenantId, subject, step: step.name }, 'erasure step done');
    }
    await this.erasures.finish(erasure);
  }
}
