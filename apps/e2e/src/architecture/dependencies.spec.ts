import { packageOf, projects, textOf, type Project } from '../support/source-tree';

/** An image installs the packages of one app alone: what a project imports, it must declare itself. */

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(textOf(folder === '' ? 'package.json' : `${folder}/package.json`)) as Manifest;

/** Fastify comes at the version that Nest's adapter was made for, never in another version. */
const COMES_WITH = new Map([['fastify', '@nestjs/platform-fastify']]);

/** Not 1.2, 1.x or ^1.2.3: a loose version picks an older one in silence. */
const EXACT = /^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

const VALUE_IMPORT =
  /^(?:import|export)\s+(?!type\b)[^;]*?\bfrom\s+'([^'\n]+)'|^import '([^'\n]+)'/gm;

const foreign = ({ files }: Project): Set<string> =>
  new Set(
    files
      .filter(({ isSpec }) => !isSpec)
      .flatMap(({ text }) => [...text.matchAll(VALUE_IMPORT)].map((found) => found[1] ?? found[2]))
      .filter((one) => one !== undefined)
      .filter((one) => !/^(\.|node:|@rollcall\/)/.test(one))
      .map(packageOf),
  );

const all = projects();
const running = all.filter(({ tags }) => !tags.includes('kind:e2e') && !tags.includes('kind:test'));

describe('packages of others', () => {
  it.each(running.map((project) => [project.folder, project] as const))(
    '%s declares each that it imports',
    (folder, project) => {
      const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifestOf(folder);
      // A bundled application carries its packages in its files.
      const declared = project.tags.includes('app:web')
        ? { ...dependencies, ...devDependencies, ...manifestOf('').devDependencies }
        : { ...dependencies, ...peerDependencies };
      const missing = [...foreign(project)].filter(
        (name) => !(name in declared) && !((COMES_WITH.get(name) ?? '') in declared),
      );
      expect(missing).toEqual([]);
    },
  );

  it('are not declared by the root, where no image would show which one needs them', () =>
    expect(manifestOf('').dependencies).toBeUndefined());

  it('have one exact version in all projects', () => {
    const versions = new Map<string, Set<string>>();
    for (const folder of ['', ...all.map((project) => project.folder)]) {
      const { dependencies, devDependencies, optionalDependencies, overrides } = manifestOf(folder);
      const lists = [dependencies, devDependencies, optionalDependencies, overrides];
      for (const [name, version] of lists.flatMap((list) => Object.entries(list ?? {})))
        versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
    const loose = [...versions].filter(
      ([, found]) => found.size > 1 || ![...found].every((one) => EXACT.test(one)),
    );
    expect(loose.map(([name, found]) => [name, ...found])).toEqual([]);
  });
});
