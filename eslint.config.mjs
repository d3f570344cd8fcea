import fs from 'node:fs';
import nx from '@nx/eslint-plugin';
import * as regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const FRAMEWORKS = ['@nestjs/*', 'typeorm', 'pg', 'redis', 'kafkajs', 'class-*', 'rxjs', 'node:*'];

// Directions of the house: who may import whom. Run through Nx, which knows the project graph.
const boundaries = [
  {
    sourceTag: 'kind:contract',
    onlyDependOnLibsWithTags: ['kind:test'],
    bannedExternalImports: FRAMEWORKS,
  },
  {
    sourceTag: 'kind:pure',
    onlyDependOnLibsWithTags: ['kind:contract', 'kind:test'],
    bannedExternalImports: FRAMEWORKS,
  },
  {
    sourceTag: 'kind:infra',
    onlyDependOnLibsWithTags: ['kind:contract', 'infra:subscriber', 'pure:protocol', 'kind:test'],
  },
  {
    sourceTag: 'infra:subscriber',
    onlyDependOnLibsWithTags: ['kind:contract', 'kind:test'],
    bannedExternalImports: FRAMEWORKS.filter((one) => !['kafkajs', 'node:*'].includes(one)),
  },
  {
    sourceTag: 'infra:login',
    onlyDependOnLibsWithTags: ['kind:contract', 'infra:subscriber', 'pure:protocol', 'kind:test'],
    bannedExternalImports: FRAMEWORKS.filter((one) => one !== 'node:*'),
  },
  {
    sourceTag: 'infra:platform',
    onlyDependOnLibsWithTags: ['kind:contract', 'kind:test'],
    bannedExternalImports: ['kafkajs'],
  },
  {
    sourceTag: 'infra:webhooks',
    onlyDependOnLibsWithTags: ['kind:test'],
    bannedExternalImports: FRAMEWORKS.filter((one) => one !== 'node:*'),
  },
  { sourceTag: 'kind:test', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'kind:app', bannedExternalImports: ['kafkajs'] },
  {
    sourceTag: 'app:command',
    onlyDependOnLibsWithTags: ['kind:contract', 'kind:pure', 'kind:infra', 'kind:test'],
  },
  {
    sourceTag: 'app:query',
    onlyDependOnLibsWithTags: ['kind:contract', 'kind:infra', 'kind:test', 'pure:protocol'],
  },
  {
    sourceTag: 'app:token',
    onlyDependOnLibsWithTags: ['kind:contract', 'kind:infra', 'kind:test'],
    bannedExternalImports: ['typeorm', 'pg', 'kafkajs'],
  },
  {
    sourceTag: 'app:web',
    onlyDependOnLibsWithTags: ['kind:contract', 'pure:protocol', 'kind:test'],
    bannedExternalImports: [...FRAMEWORKS.filter((one) => one !== 'node:*'), '@fastify/*'],
  },
  {
    sourceTag: 'app:consumer',
    onlyDependOnLibsWithTags: [
      'kind:contract',
      'infra:subscriber',
      'infra:messaging',
      'infra:platform',
      'infra:webhooks',
      'kind:test',
    ],
  },
  { sourceTag: 'kind:e2e', onlyDependOnLibsWithTags: ['kind:contract', 'kind:infra', 'kind:test'] },
  {
    sourceTag: 'kind:tool',
    onlyDependOnLibsWithTags: ['kind:contract', 'kind:infra', 'kind:pure'],
  },
];

/** Each project with the configuration that has the types of its sources and of its specs. */
const projects = [
  ...['libs', 'apps', 'examples'].flatMap((group) =>
    fs.readdirSync(`${import.meta.dirname}/${group}`).map((name) => ({
      files: [`${group}/${name}/src/**/*.{ts,tsx}`],
      project: `${group}/${name}/tsconfig.spec.json`,
    })),
  ),
  { files: ['apps/e2e/drill.mjs'], project: 'apps/e2e/tsconfig.spec.json' },
  { files: ['tools/**/*.{ts,mjs}', 'docker/*.mjs'], project: 'tools/tsconfig.json' },
];

/** Rules that ask TypeScript: run `npm run build` first, or the types of our libraries are unknown. */
const withTypes = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
};

export default tseslint.config(
  {
    // tools/upgrade-test is copied into the previous release, and has its types; the code around that
    // of docs/login.md is compiled with it.
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/*.cjs',
      '**/*.json',
      'tools/upgrade-test/**',
      'tools/conformance/logins/**',
    ],
  },
  ...projects.map(({ files, project }) => ({
    files,
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
    rules: withTypes,
  })),
  {
    files: ['**/*.{ts,tsx,mjs}'],
    extends: [...tseslint.configs.recommended],
    plugins: { '@nx': nx, regexp },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          // What images are made of, and how tests are compiled: neither is a project.
          allow: ['/docker/\\w+\\.mjs$', '/jest\\.preset\\.cjs$'],
          // The bench imports libraries after it built them.
          checkDynamicDependenciesExceptions: ['.*'],
          banTransitiveDependencies: false,
          depConstraints: boundaries,
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      // A pattern that begins anew at each character, or goes back over all, takes the square of a
      // text: `linear.spec.ts` of each service shows what that costs.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SpreadElement > :matches(ArrayExpression, ObjectExpression)',
          message: 'Write the elements themselves.',
        },
        { selector: 'ExportAllDeclaration', message: 'List the names of the door by hand.' },
        {
          selector: "CallExpression[callee.name='forwardRef']",
          message: 'A circle between modules: give the shared piece a place of its own.',
        },
      ],
    },
  },
  {
    files: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.{ts,tsx}'],
    ignores: [
      '**/*.spec.ts',
      '**/*.{contract,fixture}.ts',
      'libs/platform/src/config.ts',
      'libs/testing/**',
      'apps/e2e/**',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read configuration through loadConfig of @rollcall/platform.',
        },
      ],
    },
  },
  {
    files: ['libs/{contracts,domain,protocol}/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'A pure library is handed what it needs.' },
        { name: 'Buffer', message: 'A pure library works on strings.' },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'A pure library imports no runtime.' }] },
      ],
    },
  },
  {
    files: ['apps/console/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@rollcall/contracts',
              allowTypeImports: true,
              message: 'Types only: the browser loads no event schemas.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['examples/**/*.ts', 'apps/e2e/**/*.ts', '**/*.spec.ts', '**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    // What tests read, nobody else wrote.
    files: ['apps/e2e/**/*.ts', '**/*.spec.ts', '**/*.{contract,fixture}.ts', '**/*.mjs'],
    rules: {
      'regexp/no-super-linear-backtracking': 'off',
      'regexp/no-super-linear-move': 'off',
    },
  },
);
