import * as ts from 'typescript';
import { documents, prose } from '../support/documents';
import { filesBelow, textOf } from '../support/source-tree';
import { ALLOWED, PAGES } from './allowed-words';

/** Words of no field: docs/adr/0020 says why, CONTRIBUTING.md what to write instead. */
const OLD = /^(told|untold|teller|beside|wish|wishes|asked|prevails?|whoever|nobody|politely)$/;

/** Files without one of them need not be parsed. */
const SOMEWHERE = /told|teller|beside|wish|asked|prevail|whoever|nobody|politely/i;

const PROSE =
  /\b(?:un)?told\b|\bbeside\b|\bwhoever\b|\bprevails?\b|\bis none\b|\blooked after\b|\bstands? still\b|\btaken for\b|\banew\b|\bhears? of\b|\bheard\b/i;

/** The words of a name: `toldIn` → `told`, `in`. */
const wordsOf = (name: string): string[] =>
  name
    .split(/[_$\d]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((one) => one.toLowerCase());

const isOld = (name: string): boolean => wordsOf(name).some((word) => OLD.test(word));

const names = (path: string): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isOld(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  const text = textOf(path);
  if (SOMEWHERE.test(text)) visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
};

const sources = filesBelow('libs', 'apps', 'examples').filter((path) =>
  /\/src\/.*\.tsx?$/.test(path),
);
const used = new Set(sources.flatMap(names));

describe('the words of the field', () => {
  it('are those of identifiers', () =>
    expect([...used].filter((name) => !ALLOWED.has(name)).sort()).toEqual([]));

  it('are those of file names', () =>
    expect(
      sources
        .map((path) => path.split('/').pop() as string)
        .filter((file) => file.split(/[.-]/).some((word) => OLD.test(word)))
        .filter((file) => !ALLOWED.has(file)),
    ).toEqual([]));

  it.each(documents.filter((page) => !PAGES.has(page)))('are those of %s', (page) => {
    const lines = prose(page).split('\n');
    expect(lines.filter((line) => PROSE.test(line))).toEqual([]);
  });
});
