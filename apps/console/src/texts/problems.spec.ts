import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemText } from '../parts/notice';
import { tables, textsOf } from './texts';

const apps = join(__dirname, '../../..');

const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(({ name }) => name.endsWith('.ts') && !/\.(spec|contract|fixture)\.ts$/.test(name))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'));

/** The codes of the problems that the admin API and the token service behind it write as they are. */
const CODES = new Set(
  ['scim-gateway/src', 'token-service/src'].flatMap((folder) =>
    sources(join(apps, folder)).flatMap((text) =>
      [
        ...text.matchAll(/\bproblem\([^;]*?\bcode: '([a-z]+(?:-[a-z]+)+)'/g),
        ...text.matchAll(/ProblemError\([^;]*?,\s*'([a-z]+(?:-[a-z]+)+)',?\s*\)/g),
      ].map(([, code]) => code as string),
    ),
  ),
);

describe('a problem of the admin API', () => {
  it('is said by its code, in both languages', () => {
    expect(CODES.size).toBeGreaterThan(10);
    for (const table of Object.values(tables))
      expect([...CODES].filter((code) => !Object.hasOwn(table, `problem.${code}`))).toEqual([]);
  });

  it('is said by its status where it has no code, and somehow in any case', () => {
    const say = (status: number, code = '') => problemText(textsOf('fr'), { status, code });
    expect(say(429, 'too-many-searches')).toBe(tables.fr['problem.too-many-searches']);
    expect(say(429)).toBe(tables.fr['problem.429']);
    expect(say(429, 'not-known-yet')).toBe(tables.fr['problem.429']);
    expect(say(418)).toBe(textsOf('fr').say('problem.other'));
  });
});
