import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { documents, prose } from '../support/documents';
import { filesBelow, root, textOf } from '../support/source-tree';

const slugOf = (heading: string): string =>
  heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = (text: string): Set<string> => {
  const found = new Set<string>();
  for (const [, heading] of text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)) {
    const slug = slugOf(heading as string);
    let anchor = slug;
    for (let n = 1; found.has(anchor); n += 1) anchor = `${slug}-${n}`;
    found.add(anchor);
  }
  return found;
};

const isBroken = (page: string, link: string): boolean => {
  const [to, anchor] = decodeURI(link).split('#') as [string, string | undefined];
  const target = to === '' ? page : normalize(join(dirname(page), to));
  if (!existsSync(join(root, target))) return true;
  if (anchor === undefined || !target.endsWith('.md')) return false;
  return !anchorsOf(textOf(target)).has(anchor);
};

describe('each document', () => {
  it.each(documents)('%s leads to pages and headings that exist', (page) => {
    const links = [...prose(page).matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)];
    expect(links.map(([, to]) => to as string).filter((to) => isBroken(page, to))).toEqual([]);
  });

  it.each(documents)('%s names files that exist', (page) => {
    const named = textOf(page).matchAll(
      /`((?:apps|libs|tools|docs|k8s|docker|examples|\.ci|\.github)\/[\w./-]+)`/g,
    );
    const missing = [...named]
      .map(([, path]) => path as string)
      // What is built is not in the checkout; secrets are made on the machine.
      .filter((path) => !/\/dist\b|^docker\/(?:secrets|\.env)/.test(path))
      .filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });
});

describe('the map of docs/architecture.md', () => {
  const map = textOf('docs/architecture.md');
  const services = filesBelow('apps/scim-gateway/src', 'apps/user-directory/src');

  it('has every folder of the gateway and the directory', () => {
    const folders = services
      .filter((path) => !/\.(spec|fixture|contract)\.ts$/.test(path))
      .flatMap((path) => /^apps\/[\w-]+\/src\/[\w-]+(?=\/)/.exec(path) ?? []);
    expect([...new Set(folders)].filter((one) => !map.includes(`\`${one}\``))).toEqual([]);
  });

  it('has every table that a migration creates', () => {
    const tables = services
      .filter((path) => path.includes('/database/'))
      .flatMap((path) => [...textOf(path).matchAll(/CREATE (?:UNLOGGED )?TABLE (\w+)/g)])
      .map(([, name]) => name as string);
    expect(tables.length).toBeGreaterThan(25);
    expect(tables.filter((name) => !map.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the commands in documents', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: object };

  it.each(documents)('of %s are scripts of package.json', (page) => {
    const named = [...textOf(page).matchAll(/npm run (?:-s )?([a-z][\w:]*)/g)];
    expect(named.map(([, name]) => name as string).filter((name) => !(name in scripts))).toEqual(
      [],
    );
  });
});

describe('the decision records', () => {
  const records = filesBelow('docs/adr').filter((path) => /\/\d{4}-[\w-]+\.md$/.test(path));
  const numberOf = (path: string): number => Number(/\/(\d{4})-/.exec(path)?.[1]);

  it('are numbered without gaps', () =>
    expect(records.map(numberOf).sort((a, b) => a - b)).toEqual(records.map((_, at) => at + 1)));

  it.each(records)('%s has a title in words and the four headings', (path) => {
    const text = textOf(path);
    expect(text).toMatch(/^# [A-Z][^\d]/);
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'Status',
      'Context',
      'Decision',
      'Consequences',
    ]);
  });

  it('are in the list', () => {
    const list = textOf('docs/adr/README.md');
    expect(records.filter((path) => !list.includes(`(${path.split('/').pop()})`))).toEqual([]);
  });
});

describe('the glossary', () => {
  it('has at most forty words, each with a source', () => {
    const table = textOf('CONTRIBUTING.md').split('## Glossary')[1] as string;
    const rows = table.split('\n').filter((line) => /^\| (?!word|-)/.test(line));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThanOrEqual(40);
    expect(
      rows.filter((row) => row.split('|').some((cell, at) => at < 4 && at > 0 && !cell.trim())),
    ).toEqual([]);
  });
});

describe('the settings', () => {
  it('are those of the configuration classes: npm run docs writes them', () => {
    const { status, stderr } = spawnSync(process.execPath, ['tools/settings.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('the examples of requests', () => {
  it('are one file for each surface', () => {
    const files = filesBelow('docs/http');
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((path) => statSync(join(root, path)).size < 100)).toEqual([]);
  });
});
