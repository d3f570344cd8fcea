import type { Step } from './erasing';
import type { Erasures } from './erasures';

/**
 * Events are published once before they lose their words: a reader that does not know erasures must
 * still receive that the person left. While Kafka is down this step waits; the steps before it do
 * not.
 */
export const publishedStep = (erasures: Erasures): Step => ({
  // The step's name in former releases: rows of the database contain it.
  name: 'told',
  run: async (erasure) => ((await erasures.isPublished(erasure)) ? undefined : 'not yet'),
});
