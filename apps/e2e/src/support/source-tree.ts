import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

/** The checkout as the architecture tests read it: projects, their files, what these import. */

export const root = join(__dirname, '../../../..');

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly isSpec: boolean;
  /** Module specifiers, in order. */
  readonly imports: readonly string[];
}

export interface Project {
  /** `libs/contracts`. */
  readonly folder: string;
  /** `@rollcall/contracts`. */
  readonly name: string;
  readonly tags: readonly string[];
  /** Names of ours that its package.json declares. */
  readonly declared: readonly string[];
  readonly files: readonly SourceFile[];
}

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.local', '.nx', 'coverage']);

const walk = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        if (SKIPPED.has(entry.name)) return [];
        const path = join(folder, entry.name);
        return entry.isDirectory() ? walk(path) : [path];
      })
    : [];

const fromRoot = (path: string): string => relative(root, path).split(sep).join('/');

/** Every file below folders of the root, by its path from there. */
export const filesBelow = (...folders: string[]): string[] =>
  folders.flatMap((folder) => walk(join(root, folder))).map(fromRoot);

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)['"]([^'"\n]+)['"]/g;

/** Comments say what code does not do: they are taken out before anything is searched. */
const code = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const sourceFile = (path: string): SourceFile => {
  const text = code(textOf(path));
  return {
    path,
    text,
    isSpec: /\.(spec|suite|contract|fixture)\.ts$/.test(path),
    imports: [...text.matchAll(IMPORT)].map((match) => match[1] as string),
  };
};

interface Manifest {
  readonly name: string;
  readonly nx?: { readonly tags?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const project = (folder: string): Project => {
  const manifest = JSON.parse(textOf(`${folder}/package.json`)) as Manifest;
  const declared = { ...manifest.dependencies, ...manifest.devDependencies };
  return {
    folder,
    name: manifest.name,
    tags: manifest.nx?.tags ?? [],
    declared: Object.keys(declared).filter((name) => name.startsWith('@rollcall/')),
    files: filesBelow(`${folder}/src`)
      .filter((path) => /\.tsx?$/.test(path))
      .map(sourceFile),
  };
};

/** All projects of the workspaces. */
export const projects = (): readonly Project[] =>
  ['libs', 'apps', 'examples']
    .flatMap((kind) => readdirSync(join(root, kind)).map((name) => `${kind}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map(project);

/** The words of a path: `libs/x/user.decide.ts` → `libs x user decide ts`. */
export const wordsOf = (path: string): string[] =>
  path.split('/').flatMap((part) =>
    basename(part)
      .toLowerCase()
      .split(/[^a-z0-9]+/),
  );

/** `name` of `@scope/name/deep/path` or `name/deep`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
