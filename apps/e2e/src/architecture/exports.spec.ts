import { filesBelow, projects, textOf } from '../support/source-tree';

/** What a spec alone calls does nothing in production: a call that was lost on the way is seen here. */

const EXPORT = /^export const (\w+) = (?:async )?(?:<[^>]*>)?\(/gm;

/** Functions for tests that compare a list with what it is a list of. */
const FOR_TESTS = ['explanationCodes', 'placeholdersOf'];

const isProduction = ({ path, isSpec }: { path: string; isSpec: boolean }): boolean =>
  !isSpec && !path.startsWith('apps/e2e/') && !path.startsWith('libs/testing/');

const production = projects().flatMap(({ files }) => files.filter(isProduction));
const scripts = filesBelow('tools', 'docker').filter((path) => path.endsWith('.mjs'));
const text = [...production.map((one) => one.text), ...scripts.map(textOf)].join('\n');

const uses = new Map<string, number>();
for (const [word] of text.matchAll(/\b\w+\b/g)) uses.set(word, (uses.get(word) ?? 0) + 1);

it('every function that a file exports is called in production', () => {
  const exported = production.flatMap((one) =>
    [...one.text.matchAll(EXPORT)].map(([, name]) => ({ name: name as string, path: one.path })),
  );
  expect(exported.length).toBeGreaterThan(500);
  const unused = exported.filter(({ name }) => uses.get(name) === 1);
  expect(unused.filter(({ name }) => !FOR_TESTS.includes(name))).toEqual([]);
});
