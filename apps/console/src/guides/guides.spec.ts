import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tables, textsOf } from '../texts/texts';
import { attributesOf, groupAttributesOf, shortName } from './attributes';
import { EXPLAINED } from './errors';
import { guides } from './guides';
import { guideFiles } from './markdown';
import { sectionsOf } from './sections';

const root = join(__dirname, '../../../..');
const folder = join(root, 'docs/guides');

describe('the guides', () => {
  it.each([...guideFiles()])('docs/guides/%s is what npm run docs writes', (name, text) => {
    const path = join(folder, name);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('have no other file in their folder', () => {
    const written = guideFiles();
    const there = [
      ...readdirSync(folder).filter((name) => name !== 'images'),
      ...readdirSync(join(folder, 'images')).map((name) => `images/${name}`),
    ];
    expect(there.filter((name) => !written.has(name))).toEqual([]);
  });

  it('number the steps of a section through, whatever is between them', () => {
    const numbers = Object.values(guides.en).flatMap((guide) =>
      sectionsOf(guide, textsOf('en')).map(({ blocks }) =>
        blocks.flatMap((block) =>
          block.kind === 'steps' ? block.steps.map((_, at) => (block.from ?? 1) + at) : [],
        ),
      ),
    );
    expect(Math.max(...numbers.map(({ length }) => length))).toBeGreaterThan(3);
    for (const some of numbers) expect(some).toEqual(some.map((_, at) => at + 1));
  });

  it('say what every attribute of the strict profile and of a group means, in both languages', () => {
    const keys = attributesOf('strict').map(({ name }) => `attribute.${shortName(name)}`);
    keys.push(...groupAttributesOf('full').map(({ name }) => `attribute.group.${name}`));
    for (const table of Object.values(tables))
      expect(keys.filter((key) => !(key in table))).toEqual([]);
  });

  it('show the description of the schema for an attribute without a text', () => {
    for (const { description } of attributesOf('full')) expect(description).toMatch(/\.$/);
  });

  it('have the same sections, blocks and sources in both languages', () => {
    const shape = (language: 'en' | 'fr') =>
      Object.values(guides[language]).map(({ name, before, sections, sources, values, from }) => [
        name,
        before.length,
        sections.map(({ blocks }) =>
          blocks.map((block) =>
            block.kind === 'steps'
              ? block.steps.length
              : block.kind === 'points'
                ? -block.points.length
                : block.kind,
          ),
        ),
        Object.keys(sources),
        values.length,
        from,
      ]);
    expect(shape('fr')).toEqual(shape('en'));
  });

  it('name the source of each attribute of the strict profile', () => {
    for (const guide of Object.values(guides).flatMap((some) => Object.values(some)))
      expect(Object.keys(guide.sources).sort()).toEqual(
        attributesOf('strict')
          .map(({ name }) => name)
          .sort(),
      );
  });

  const all = Object.values(guides).flatMap((some) => Object.values(some));
  const written = (guide: (typeof all)[number]): string => {
    const texts = textsOf(guide.language);
    return JSON.stringify(sectionsOf(texts.worded(guide), texts));
  };

  it('begin with what is needed: single sign-on, two windows, base URL and token, role or licence', () => {
    for (const guide of all) {
      const texts = textsOf(guide.language);
      const [first] = sectionsOf(guide, texts);
      expect(first?.title).toBe(texts.say('guide.before'));
      const needed = JSON.stringify(first);
      for (const word of [
        'SAML',
        guide.language === 'en' ? 'Two browser windows' : 'Deux fenêtres',
      ])
        expect(needed).toContain(word);
      expect(guide.before.length).toBeGreaterThan(0);
    }
  });

  it('say that `active` must be mapped', () => {
    for (const profile of ['strict', 'full'] as const)
      expect(attributesOf(profile).find(({ name }) => name === 'active')?.required).toBe(true);
  });

  it('say what to do when the provider’s own test fails, or that there is none', () => {
    for (const { name, sections } of all)
      expect([
        name,
        sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'test')),
      ]).toEqual([name, name !== 'google']);
  });

  it('of Entra name the buttons, the role, the licence, and who is not provisioned', () => {
    const text = written(guides.en.entra);
    for (const words of [
      '+ New configuration',
      'Tenant URL',
      'Test Connection',
      '**Create**',
      'Cloud Application Administrator',
      'Entra ID P1',
      'notification e-mail',
      'accidental deletions prevention',
      'Default Access',
    ])
      expect(text).toContain(words);
  });

  it('of Google say that a custom application cannot be provisioned, with the source', () => {
    expect(written(guides.en.google)).toContain('A **custom SAML app** has no section');
    expect(guides.en.google.from).toContain('support.google.com/a/answer/7681608');
  });

  it('explain only refusals that the log can show', () =>
    expect(EXPLAINED.filter((code) => /^token-(?:unknown|missing|malformed)$/.test(code))).toEqual(
      [],
    ));
});
