import { textsOf, type Language, type TextKey } from '../texts/texts';
import { attributesOf, groupAttributesOf, shortName } from './attributes';
import { EXPLAINED } from './errors';
import { filled } from './fill';
import { GUIDES, valuesOf, type Block, type FormLine, type Guide } from './guide';
import { guides } from './guides';
import { svgOf, wordsOf } from './picture';
import { sectionsOf, testTexts } from './sections';
import { WAYS_OF } from './ways';

/** What is shown where the console has the tenant's own values. */
const STANDING_FOR: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { url: 'https://…/scim/v2', token: 'rc_…' },
  fr: { url: 'https://…/scim/v2', token: 'rc_…' },
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The jump mark that a Markdown reader gives a heading. */
const markOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/gu, '-');

const bullets = (texts: readonly string[]): string => texts.map((text) => `- ${text}`).join('\n');
const folded = (summary: string, content: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');

const pictureFile = (guide: Guide, name: string): string =>
  `images/${guide.name}-${name}.${guide.language}.svg`;

const attributeTable = (guide: Guide, profile: 'strict' | 'full'): string => {
  const { say, sayOr } = textsOf(guide.language);
  return table(
    (['called', 'attribute', 'required', 'source', 'meaning'] as const).map((one) =>
      say(`guide.${one}`),
    ),
    attributesOf(profile).map(({ name, required, description }) => [
      sayOr(`called.${name}`, ''),
      `\`${name}\``,
      say(required ? 'guide.yes' : 'guide.no'),
      guide.sources[name] ? `\`${guide.sources[name]}\`` : '',
      sayOr(`attribute.${shortName(name)}`, description),
    ]),
  );
};

const groupTable = ({ language }: Guide): string => {
  const { say, sayOr } = textsOf(language);
  return table(
    [say('guide.attribute'), say('guide.required'), say('guide.meaning')],
    groupAttributesOf('full').map(({ name, required }) => [
      `\`${name}\``,
      say(required ? 'guide.yes' : 'guide.no'),
      sayOr(`attribute.group.${name}`, ''),
    ]),
  );
};

const printers: {
  readonly [K in Block['kind']]: (block: Extract<Block, { kind: K }>, guide: Guide) => string;
} = {
  text: ({ text }) => text,
  note: ({ text }) => `> ${text}`,
  steps: ({ steps, from = 1 }) => steps.map((step, at) => `${from + at}. ${step}`).join('\n'),
  points: ({ points }) => bullets(points),
  test: ({ says, writes = false }, { language }) => {
    const texts = textsOf(language);
    const lines = testTexts(says, writes, texts);
    return [`**${texts.say('guide.test')}**`, ...lines].map((line) => `> ${line}`).join('\n>\n');
  },
  code: ({ code }) => `\`\`\`json\n${code}\n\`\`\``,
  picture: ({ name, picture }, guide) => {
    const { say } = textsOf(guide.language);
    const words = wordsOf(withValues(picture, guide.language), say('guide.drawing'));
    return `![${words}](${pictureFile(guide, name)})\n\n_${say('guide.drawing.means')}_`;
  },
  values: (_, guide) => {
    const { say, sayOr } = textsOf(guide.language);
    const values = (lines: readonly FormLine[]): string =>
      table(
        [say('guide.field'), say('guide.value')],
        lines.map(({ label, value }) => [
          `**${label}**`,
          value.startsWith('{')
            ? sayOr(`guide.yours.${value.slice(1, -1)}`, value)
            : `\`${value}\``,
        ]),
      );
    const ways = WAYS_OF[guide.name];
    if (ways.length === 1) return values(guide.values);
    return ways
      .flatMap((way) => [`${say(`way.${way}`)}:`, values(valuesOf(guide, way))])
      .join('\n\n');
  },
  attributes: (_, guide) => {
    const { say } = textsOf(guide.language);
    return [
      say('guide.strict'),
      attributeTable(guide, 'strict'),
      folded(
        say('guide.full'),
        `${attributeTable(guide, 'full')}\n\n${say('guide.groups')}\n\n${groupTable(guide)}`,
      ),
    ].join('\n\n');
  },
  errors: (_, guide) => {
    const { say } = textsOf(guide.language);
    return folded(
      say('guide.errors'),
      table(
        [say('guide.error'), say('refused.what')],
        EXPLAINED.map((code) => [
          say(`refused.${code}` as TextKey, { attribute: '…' }),
          say(`refused.${code}.do` as TextKey),
        ]),
      ),
    );
  },
};

const withValues = (
  picture: Extract<Block, { kind: 'picture' }>['picture'],
  language: Language,
) => ({
  ...picture,
  lines: picture.lines.map(
    (line): FormLine => ({ ...line, value: filled(line.value, STANDING_FOR[language]) }),
  ),
});

const markdownOf = (plain: Guide): string => {
  const texts = textsOf(plain.language);
  const { say, worded } = texts;
  const guide = worded(plain);
  const sections = sectionsOf(guide, texts);
  const printed = sections.map(
    ({ title, blocks }) =>
      `## ${title}\n\n${blocks
        .map((block) => (printers[block.kind] as (one: Block, of: Guide) => string)(block, guide))
        .join('\n\n')}`,
  );
  const contents = bullets(sections.map(({ title }) => `[${title}](#${markOf(title)})`));
  const from = guide.from.map((page) => `[${page}](https://${page})`);
  return `${[
    `# ${guide.title}`,
    guide.lead,
    contents,
    ...printed,
    '---',
    `${say('guide.from')}\n\n${bullets(from)}`,
    `_${say('guide.made')}_`,
  ].join('\n\n')}\n`;
};

/** Every file under docs/guides with its text, before it is formatted. */
export const guideFiles = (): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const language of ['en', 'fr'] as const)
    for (const name of GUIDES) {
      const guide = guides[language][name];
      files.set(`${name}.${language}.md`, markdownOf(guide));
      for (const block of guide.sections.flatMap(({ blocks }) => blocks))
        if (block.kind === 'picture')
          files.set(
            pictureFile(guide, block.name),
            svgOf(withValues(block.picture, language), textsOf(language).say('guide.drawing')),
          );
    }
  return files;
};
