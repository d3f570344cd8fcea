import type { Texts } from '../texts/texts';
import type { Block, Guide, Section } from './guide';

/** The sections of a guide as they are shown: what is needed before one begins comes first. */
export const sectionsOf = (guide: Guide, { say }: Texts): readonly Section[] => [
  {
    title: say('guide.before'),
    blocks: [
      {
        kind: 'points',
        points: [
          say('guide.before.sso'),
          say('guide.before.windows'),
          say('guide.before.values'),
          say(`way.why.${guide.name}`),
          ...guide.before,
        ],
      },
    ],
  },
  ...guide.sections.map(({ title, blocks }) => ({ title, blocks: numbered(blocks) })),
];

/** Steps go on counting behind what stands between them: a section has one step 1. */
const numbered = (blocks: readonly Block[]): readonly Block[] => {
  let from = 1;
  return blocks.map((block) => {
    if (block.kind !== 'steps') return block;
    const counted = { ...block, from };
    from += block.steps.length;
    return counted;
  });
};

/** What is said about the provider's own test: what it says, when it works, and what to do if not. */
export const testTexts = (says: string, writes: boolean, { say }: Texts): readonly string[] => [
  says,
  say(writes ? 'guide.test.writes' : 'guide.test.reads'),
  say('guide.test.again'),
];
