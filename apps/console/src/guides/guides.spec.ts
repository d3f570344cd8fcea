import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tables } from '../texts/texts';
import { attributesOf, groupAttributesOf, shortName } from './attributes';
import { guides } from './guides';
import { guideFiles } from './markdown';

const root = join(__dirname, '../../../..');
const folder = join(root, 'docs/guides');

describe('the guides', () => {
  it.each([...guideFiles()])('docs/guides/%s is what npm run docs writes', (name, text) => {
    const path = join(folder, name);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('have no file that nobody writes', () => {
    const written = guideFiles();
    const there = [
      ...readdirSync(folder).filter((name) => name !== 'images'),
      ...readdirSync(join(folder, 'images')).map((name) => `images/${name}`),
    ];
    expect(there.filter((name) => !written.has(name))).toEqual([]);
  });

  it('say what every attribute of a profile means, in both languages', () => {
    const keys = (['strict', 'full'] as const)
      .flatMap(attributesOf)
      .map(({ name }) => `attribute.${shortName(name)}`);
    keys.push(...groupAttributesOf('full').map(({ name }) => `attribute.group.${name}`));
    for (const table of Object.values(tables))
      expect(keys.filter((key) => !(key in table))).toEqual([]);
  });

  it('have the same sections, blocks and sources in both languages', () => {
    const shape = (language: 'en' | 'fr') =>
      Object.values(guides[language]).map(({ name, sections, sources, values }) => [
        name,
        sections.map(({ blocks }) =>
          blocks.map((block) => (block.kind === 'steps' ? block.steps.length : block.kind)),
        ),
        Object.keys(sources),
        values.length,
      ]);
    expect(shape('fr')).toEqual(shape('en'));
  });

  it('tell where each attribute of the strict profile comes from', () => {
    for (const guide of Object.values(guides).flatMap((some) => Object.values(some)))
      expect(Object.keys(guide.sources).sort()).toEqual(
        attributesOf('strict')
          .map(({ name }) => name)
          .sort(),
      );
  });
});
