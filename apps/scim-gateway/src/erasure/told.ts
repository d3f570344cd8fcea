import type { Step } from './erasing';
import type { Erasures } from './erasures';

/**
 * Before events lose their words they are told once: a reader that knows nothing of erasures must
 * still hear that somebody left. While Kafka is away this waits; what comes before it does not.
 */
export const toldStep = (erasures: Erasures): Step => ({
  name: 'told',
  run: async (erasure) => ((await erasures.isTold(erasure)) ? undefined : 'not yet'),
});
