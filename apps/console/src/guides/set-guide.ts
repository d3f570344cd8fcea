import { set, setAll } from '../texts/typography';
import type { Block, Guide } from './guide';

/** What is copied from a guide, and what the provider calls its fields, stays as it was written. */
const PROSE: ReadonlySet<Block['kind']> = new Set(['text', 'note', 'steps', 'points', 'test']);

/** A French guide as French is set. */
export const setFrench = (guide: Guide): Guide => ({
  ...guide,
  title: set('fr', guide.title),
  lead: set('fr', guide.lead),
  before: setAll('fr', guide.before),
  sections: guide.sections.map(({ title, blocks }) => ({
    title: set('fr', title),
    blocks: blocks.map((block) => (PROSE.has(block.kind) ? setAll('fr', block) : block)),
  })),
});
