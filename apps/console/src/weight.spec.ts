import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { guide } from './texts/en/guide';
import { operator } from './texts/en/operator';
import { people } from './texts/en/people';
import { trusts } from './texts/en/trusts';
import { webhooks } from './texts/en/webhooks';

const root = join(__dirname, '../../..');
const dist = join(root, 'apps/console/dist');

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/** What the first screen may load, whichever it is: script as it travels, in bytes. */
const MOST = 110_000;
const LANGUAGES = ['src/texts/en/english.ts', 'src/texts/fr/french.ts'];

const LATE: Readonly<Record<string, object>> = { guide, operator, people, trusts, webhooks };
const late = Object.keys(LATE);
const areaOf = (area: string, language: string): string => `${dirname(language)}/${area}.ts`;
const LATER = /import\('\.\/([\w/-]+)'\)\)\.\w+,\s*([^)]*)\)/g;

const DECLARING = [
  'screens/screens.tsx',
  'screens/connect/guide-later.tsx',
  'screens/connect/settings.tsx',
  'screens/connect/test-step.tsx',
  'screens/tokens/tokens.tsx',
];

/** The areas of texts that each lazily loaded file asks for where it is declared. */
const declared = (): ReadonlyMap<string, readonly string[]> =>
  new Map(
    DECLARING.flatMap((file) =>
      [...readFileSync(join(__dirname, file), 'utf8').matchAll(LATER)].map(
        ([, name = '', areas = '']): [string, readonly string[]] => [
          `src/${join(dirname(file), name)}.tsx`,
          [...areas.matchAll(/\w+/g)].map(([area]) => area),
        ],
      ),
    ),
  );

describe('the built console', () => {
  let chunks: Readonly<Record<string, Chunk>>;
  const chunk = (key: string): Chunk => {
    const found = chunks[key];
    if (!found) throw new Error(`the build has no chunk ${key}`);
    return found;
  };
  /** A chunk with all that must be there before it runs. */
  const withImports = (key: string, found = new Set<string>()): ReadonlySet<string> => {
    if (found.has(key)) return found;
    found.add(key);
    for (const other of chunk(key).imports ?? []) withImports(other, found);
    return found;
  };
  const weightOf = (keys: readonly string[]): number =>
    [...new Set(keys.flatMap((key) => [...withImports(key)]))]
      .map((key) => gzipSync(readFileSync(join(dist, chunk(key).file))).length)
      .reduce((sum, one) => sum + one, 0);
  const namesOf = (keys: readonly string[] = []): readonly string[] =>
    keys.filter((key) => key.startsWith('src/'));
  const screens = (): readonly string[] =>
    namesOf(chunk('src/start.tsx').dynamicImports).filter((key) => key.startsWith('src/screens/'));

  const textsOf = (screen: string, language: string): readonly string[] =>
    (declared().get(screen) ?? []).map((area) => areaOf(area, language));
  /** Texts of an area that a chunk, or one that it imports, names. */
  const namedBy = (key: string, area: string): readonly string[] => {
    const code = [...withImports(key)].map((one) =>
      readFileSync(join(dist, chunk(one).file), 'utf8'),
    );
    return Object.keys(LATE[area] as object).filter((text) => {
      const name = text.replace(/\.(one|other)$/, '');
      return ['"', "'", '`'].some((quote) =>
        code.some((part) => part.includes(quote + name + quote)),
      );
    });
  };

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'tools/console-build.mjs')], { stdio: 'ignore' });
    chunks = JSON.parse(readFileSync(join(dist, '.manifest.json'), 'utf8')) as typeof chunks;
  }, 120_000);

  it('begins with a small file, that asks for the program and one language at once, and can ask for areas', () => {
    expect([...(chunk('index.html').dynamicImports ?? [])].sort()).toEqual(
      [
        ...LANGUAGES,
        ...LANGUAGES.flatMap((language) => late.map((area) => areaOf(area, language))),
        'src/start.tsx',
      ].sort(),
    );
    expect(weightOf(['index.html'])).toBeLessThan(5_000);
  });

  it('shows every screen as the first one with little script, in both languages', () => {
    expect(screens().length).toBeGreaterThan(8);
    const heavy = LANGUAGES.flatMap((language) =>
      screens()
        .map((screen) => [
          weightOf(['index.html', 'src/start.tsx', language, screen, ...textsOf(screen, language)]),
          screen,
        ])
        .filter(([weight]) => (weight as number) >= MOST),
    );
    expect(heavy).toEqual([]);
  });

  it('loads with each screen the texts that it names', () => {
    expect([...declared().values()].flat().sort()).toEqual(
      'guide guide operator people people people people trusts trusts trusts webhooks'.split(' '),
    );
    const parents = ['src/start.tsx', ...screens()];
    const missing = parents.flatMap((parent) =>
      [parent, ...namesOf(chunk(parent).dynamicImports)]
        .filter((key) => /^src\/(start|screens|frame|parts)/.test(key))
        .flatMap((key) => {
          if (parent === 'src/start.tsx' && key !== parent) return [];
          const areas = [parent, key].flatMap((one) => declared().get(one) ?? []);
          return late
            .filter((area) => !areas.includes(area))
            .flatMap((area) => namedBy(key, area).map((text) => `${key}: ${text}`));
        }),
    );
    expect(missing).toEqual([]);
    expect(namedBy('src/screens/operator/operators.tsx', 'operator').length).toBeGreaterThan(20);
  });

  it('loads no text of the other language, no guide and no dialog before it is wanted', () => {
    const early = new Set(
      ['index.html', 'src/start.tsx', ...screens()].flatMap((key) => [...withImports(key)]),
    );
    const wanted = Object.keys(chunks).filter((key) =>
      /^src\/(texts\/(en|fr)\/|guides\/(en|fr)\/|parts\/dialog)/.test(key),
    );
    expect(wanted.length).toBeGreaterThan(12);
    expect(wanted.filter((key) => early.has(key))).toEqual([]);
  });
});
