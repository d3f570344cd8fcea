import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

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

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'tools/console-build.mjs')], { stdio: 'ignore' });
    chunks = JSON.parse(readFileSync(join(dist, '.manifest.json'), 'utf8')) as typeof chunks;
  }, 120_000);

  it('begins with a small file, that asks for the program and one language at once', () => {
    expect([...(chunk('index.html').dynamicImports ?? [])].sort()).toEqual(
      [...LANGUAGES, 'src/start.tsx'].sort(),
    );
    expect(weightOf(['index.html'])).toBeLessThan(5_000);
  });

  it('shows every screen as the first one with little script, in both languages', () => {
    expect(screens().length).toBeGreaterThan(8);
    const heavy = LANGUAGES.flatMap((language) =>
      screens()
        .map((screen) => [weightOf(['index.html', 'src/start.tsx', language, screen]), screen])
        .filter(([weight]) => (weight as number) >= MOST),
    );
    expect(heavy).toEqual([]);
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
