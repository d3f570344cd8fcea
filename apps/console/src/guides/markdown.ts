import { textsOf, type Language, type TextKey } from '../texts/texts';
import { attributesOf, groupAttributesOf, shortName } from './attributes';
import { EXPLAINED } from './errors';
import { filled } from './fill';
import { GUIDES, type Block, type FormLine, type Guide } from './guide';
import { guides } from './guides';
import { svgOf, wordsOf } from './picture';

/** What is shown where the console has the tenant's own values. */
const STANDING_FOR: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { url: 'https://…/scim/v2', token: 'rc_…' },
  fr: { url: 'https://…/scim/v2', token: 'rc_…' },
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');

const pictureFile = (guide: Guide, name: string): string =>
  `images/${guide.name}-${name}.${guide.language}.svg`;

const attributeTable = (guide: Guide, profile: 'strict' | 'full'): string => {
  const { say, sayOr } = textsOf(guide.language);
  return table(
    [say('guide.attribute'), say('guide.required'), say('guide.source'), say('guide.meaning')],
    attributesOf(profile).map(({ name, required }) => [
      `\`${name}\``,
      say(required ? 'guide.yes' : 'guide.no'),
      guide.sources[name] ? `\`${guide.sources[name]}\`` : '',
      sayOr(`attribute.${shortName(name)}`, ''),
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
  steps: ({ steps }) => steps.map((step, at) => `${at + 1}. ${step}`).join('\n'),
  code: ({ code }) => `\`\`\`json\n${code}\n\`\`\``,
  picture: ({ name, picture }, guide) =>
    `![${wordsOf(withValues(picture, guide.language))}](${pictureFile(guide, name)})`,
  values: (_, guide) => {
    const { say } = textsOf(guide.language);
    return table(
      [say('guide.field'), say('guide.value')],
      guide.values.map(({ label, value }) => [
        `**${label}**`,
        value === '{url}'
          ? say('guide.your-url')
          : value === '{token}'
            ? say('guide.your-token')
            : `\`${value}\``,
      ]),
    );
  },
  attributes: (_, guide) => {
    const { say } = textsOf(guide.language);
    return [
      say('guide.strict'),
      attributeTable(guide, 'strict'),
      `<details>\n<summary>${say('guide.full')}</summary>\n\n${attributeTable(guide, 'full')}\n\n${say('guide.groups')}\n\n${groupTable(guide)}\n\n</details>`,
    ].join('\n\n');
  },
  errors: (_, guide) => {
    const { say } = textsOf(guide.language);
    return table(
      [say('guide.error'), say('refused.what')],
      EXPLAINED.map((code) => [
        say(`refused.${code}` as TextKey, { attribute: '…' }),
        say(`refused.${code}.do` as TextKey),
      ]),
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

const markdownOf = (guide: Guide): string => {
  const sections = guide.sections.map(
    ({ title, blocks }) =>
      `## ${title}\n\n${blocks
        .map((block) => (printers[block.kind] as (one: Block, of: Guide) => string)(block, guide))
        .join('\n\n')}`,
  );
  const { say } = textsOf(guide.language);
  return `# ${guide.title}\n\n${guide.lead}\n\n${sections.join('\n\n')}\n\n---\n\n_${say('guide.made')}_\n`;
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
          files.set(pictureFile(guide, block.name), svgOf(withValues(block.picture, language)));
    }
  return files;
};
