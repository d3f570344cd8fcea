import { catalogue, type EventType } from '@rollcall/contracts';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import {
  filesBelow,
  packageOf,
  projects,
  root,
  textOf,
  wordsOf,
  type Project,
  type SourceFile,
} from '../support/source-tree';

/** The rules of the house that a linter alone would not keep: it skips them without a graph. */

const all = projects();
const production = (project: Project): readonly SourceFile[] =>
  project.files.filter(({ isSpec }) => !isSpec);
const named = all.map((project) => [project.folder, project] as const);

/** Who may import whom; by tag, because a new subscriber gets its rights with its tag. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'kind:contract': [],
  'pure:protocol': [],
  'kind:pure': ['contracts'],
  'infra:subscriber': ['contracts'],
  'infra:login': ['contracts', 'protocol', 'subscriber'],
  'infra:messaging': ['contracts', 'subscriber'],
  'infra:platform': [],
  'infra:webhooks': [],
  'kind:test': [],
  'app:command': [
    'contracts',
    'domain',
    'protocol',
    'subscriber',
    'messaging',
    'platform',
    'webhooks',
  ],
  'app:query': ['contracts', 'protocol', 'subscriber', 'messaging', 'platform'],
  'app:token': ['contracts', 'subscriber', 'messaging', 'platform'],
  'app:web': ['contracts', 'protocol'],
  'app:consumer': ['contracts', 'subscriber', 'messaging', 'platform', 'webhooks'],
  'kind:e2e': ['contracts', 'subscriber', 'login', 'messaging', 'platform', 'testing'],
};

const mayImport = ({ tags }: Project): readonly string[] | undefined => {
  const specific = tags.find((tag) => !tag.startsWith('kind:') && tag in MAY_IMPORT);
  const rule = specific ?? tags.find((tag) => tag in MAY_IMPORT);
  return rule === undefined ? undefined : MAY_IMPORT[rule];
};

const ours = (imports: readonly string[]): string[] =>
  imports.filter((one) => one.startsWith('@rollcall/')).map((one) => one.split('/')[1] as string);

const importers = (wanted: (specifier: string) => boolean): string[] =>
  all
    .flatMap(({ files }) => files)
    .filter(({ imports }) => imports.some(wanted))
    .map(({ path }) => path);

describe('directions', () => {
  it.each(named)('%s has a tag that says what it may import', (_, project) =>
    expect(mayImport(project)).toBeDefined(),
  );

  it.each(named)('%s imports only what its tag allows', (_, project) => {
    const allowed = mayImport(project) ?? [];
    const strays = project.files.flatMap(({ path, imports, isSpec }) =>
      ours(imports)
        .filter((name) => !allowed.includes(name) && !(isSpec && name === 'testing'))
        .map((name) => `${path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it.each(named)('%s declares what it imports, and declares no more than it may', (_, project) => {
    const used = new Set(production(project).flatMap(({ imports }) => ours(imports)));
    expect(project.declared).toEqual(
      expect.arrayContaining([...used].map((name) => `@rollcall/${name}`)),
    );
    const allowed = [...(mayImport(project) ?? []), 'testing'].map((name) => `@rollcall/${name}`);
    expect(project.declared.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('go through doors: no deep import, no relative path into another project', () => {
    const tunnels = all.flatMap(({ folder, files }) =>
      files.flatMap(({ path, imports }) =>
        imports
          .filter((one) =>
            one.startsWith('.')
              ? !/^(tools\/|\.)/.test(normalize(join(dirname(path), one))) &&
                !normalize(join(dirname(path), one)).startsWith(`${folder}/`)
              : /^@rollcall\/[^/]+\//.test(one),
          )
          .map((one) => `${path} → ${one}`),
      ),
    );
    expect(tunnels).toEqual([]);
  });
});

describe('packages of others', () => {
  const pure = all.filter(
    ({ tags }) => tags.includes('kind:pure') || tags.includes('kind:contract'),
  );

  it.each(pure.map((project) => [project.folder, project] as const))(
    '%s is pure: it imports no package and no runtime',
    (_, project) => {
      const foreign = production(project).flatMap(({ path, imports }) =>
        imports
          .filter((one) => !one.startsWith('.') && !one.startsWith('@rollcall/'))
          .map((one) => `${path} → ${one}`),
      );
      expect(foreign).toEqual([]);
    },
  );

  it('kafkajs is imported by messaging, and by the kit in one folder', () =>
    expect(
      importers((one) => packageOf(one) === 'kafkajs').filter(
        (path) =>
          !/^libs\/(messaging\/|subscriber\/src\/(kafkajs\/|[\w-]+\.(spec|fixture)\.))/.test(path),
      ),
    ).toEqual([]));

  it('the token service knows no SQL', () =>
    expect(
      importers((one) => ['typeorm', 'pg', '@nestjs/typeorm'].includes(packageOf(one))).filter(
        (path) => path.startsWith('apps/token-service/'),
      ),
    ).toEqual([]));

  it('Redis is the token service’s', () =>
    expect(
      importers((one) => packageOf(one) === 'redis').filter(
        (path) => !/^apps\/(token-service|e2e)\//.test(path),
      ),
    ).toEqual([]));
});

describe('tenants', () => {
  /** Rows that belong to no tenant, each with the reason. */
  const OF_NO_TENANT = [
    'CheckpointEntity', // a partition's offset in the directory
    'PublishedOffsetEntity', // a partition's offset in the gateway
    'EndedGenerationEntity', // a generation of the topic
    'LogEpochEntity', // of the whole log
    'EpochEntity', // of the whole log
    'OperatorActEntity', // what operators do, with a tenant or without
  ];
  const entities = all.flatMap(production).flatMap(({ path, text }) =>
    text
      .split(/(?=@Entity\()/)
      .slice(1)
      .map((block) => ({
        path,
        name: /class (\w+)/.exec(block)?.[1] ?? path,
        tenantFirst: /@(?:PrimaryColumn|Key)\([^)]*\)\s*(?:readonly )?tenantId!?:/.test(block),
      })),
  );

  it('stand in the primary key of every entity', () => {
    expect(entities.length).toBeGreaterThan(0);
    const without = entities.filter(
      ({ name, tenantFirst }) => !tenantFirst && !OF_NO_TENANT.includes(name),
    );
    expect(without).toEqual([]);
  });
});

describe('contracts', () => {
  const rows = Object.entries(catalogue).map(([type, { version }]) => [type, version] as const);

  it.each(rows)('%s has a schema and a golden for each version', (type, version) => {
    for (let v = 1; v <= version; v += 1)
      for (const folder of ['schemas', 'golden'])
        expect(existsSync(join(root, 'libs/contracts', folder, `${type}.v${v}.json`))).toBe(true);
  });

  it('have no schema and no golden of an event that is none', () => {
    const strays = filesBelow('libs/contracts/schemas', 'libs/contracts/golden')
      .map((path) => path.split('/').pop() as string)
      .filter((file) => !((file.split('.')[0] as EventType) in catalogue));
    expect(strays).toEqual([]);
  });

  it.each(rows)('%s is in docs/events.md', (type) =>
    expect(textOf('docs/events.md')).toMatch(new RegExp(`\\b${type}\\b`)),
  );

  const ofPeople = Object.entries(catalogue).flatMap(([type, { subject }]) =>
    subject === 'users' || subject === 'groups' ? [type] : [],
  );
  it.each(['en', 'fr'])('each of a person or a group has words in the console: %s', (language) => {
    const texts = textOf(`apps/console/src/texts/${language}/people.ts`);
    expect(ofPeople.filter((type) => !texts.includes(`'event.${type}'`))).toEqual([]);
  });

  it('every SCIM error is in docs/errors.md', () => {
    const source = textOf('libs/protocol/src/error-catalogue.ts');
    const codes = [...source.matchAll(/status:\s*(\d+)(?:,\s*scimType:\s*'(\w+)')?/g)];
    expect(codes.length).toBeGreaterThan(10);
    const lines = textOf('docs/errors.md').split('\n');
    const missing = codes
      .map(([, status, scimType]) => [status, scimType].filter(Boolean) as string[])
      .filter((code) => !lines.some((line) => code.every((part) => wordIn(line, part))));
    expect(missing).toEqual([]);
  });
});

const wordIn = (line: string, word: string): boolean => new RegExp(`\\b${word}\\b`).test(line);

describe('files', () => {
  const sources = filesBelow('libs', 'apps', 'examples', 'tools').filter((path) =>
    /\.(ts|tsx|mts|mjs|cjs)$/.test(path),
  );
  const NOT_USED = /^(manager|helper|util|common|shared|core|base|impl|data|info|process)(s|es)?$/;

  const longerThan = (most: number) => (path: string) => textOf(path).split('\n').length > most + 1;

  it('are at most 300 lines, those of the protocol library 250', () => {
    const protocol = sources.filter((path) => path.startsWith('libs/protocol/'));
    expect([...sources.filter(longerThan(300)), ...protocol.filter(longerThan(250))]).toEqual([]);
  });

  it('are named for what they hold', () =>
    expect(sources.filter((path) => wordsOf(path).some((word) => NOT_USED.test(word)))).toEqual(
      [],
    ));

  it('list the names of a door by hand', () => expect(containing(/\bexport\s+\*/)).toEqual([]));

  // The registry of quirks is the one exception: a list that the recipe for a quirk names.
  it('have one door to a library, and none inside', () =>
    expect(
      sources.filter((path) =>
        /(?<!^libs\/[^/]+\/src|^libs\/protocol\/src\/quirks)\/index\.ts$/.test(path),
      ),
    ).toEqual([]));

  it('know no forwardRef', () => expect(containing(/\bforwardRef\s*\(/)).toEqual([]));

  it('read the environment in platform/config.ts alone', () =>
    expect(
      containing(/\bprocess\s*\.\s*env\b/).filter(
        (path) =>
          path !== 'libs/platform/src/config.ts' &&
          !/^(libs\/testing|apps\/e2e|examples)\//.test(path),
      ),
    ).toEqual([]));
});

const containing = (pattern: RegExp): string[] =>
  all
    .flatMap(production)
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path);

describe('prepared statements', () => {
  // Two of one name on a connection: the second is refused by pg, or answers as the first.
  const STATEMENT = /name: '([a-z-]+)',?\s*(?:\}\),\s*)?text\b|name: '([a-z-]+)', text\b/g;

  it.each(named.filter(([folder]) => folder.startsWith('apps/')))(
    'of %s have names of their own',
    (_folder, project) => {
      const found = production(project).flatMap(({ text }) =>
        [...text.matchAll(STATEMENT)].map(([, one, other]) => one ?? other),
      );
      expect(found.filter((name, at) => found.indexOf(name) !== at)).toEqual([]);
    },
  );

  it('are found where they stand', () => {
    const gateway = all.find(({ folder }) => folder === 'apps/scim-gateway') as Project;
    const found = production(gateway).flatMap(({ text }) => [...text.matchAll(STATEMENT)]);
    expect(found.length).toBeGreaterThan(5);
  });
});
