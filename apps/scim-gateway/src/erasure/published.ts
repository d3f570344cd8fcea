import type { Step } from './erasing';
import type { Erasures } from './erasures';

/**
 * Events are published once before they lose their words: a reader that knows nothing of erasures
 * must still receive that somebody left. While Kafka is away this waits; the steps before it do not.
 */
export const publishedStep = (erasures: Erasures): Step => ({
  // The name of former releases: rows of the database hold it.
  name: 'told',
  run: async (erasure) => ((await erasures.isPublished(erasure)) ? undefined : 'not yet'),
});
