const swc = require.resolve('@swc/jest');
/** @param {import('@swc/core').ParserConfig} parser @param {import('@swc/core').JscConfig} [more] */
const compiled = (parser, more) => [
  swc,
  { jsc: { target: 'es2022', parser, ...more }, module: { type: 'commonjs' } },
];

// One preset for every project: swc for speed (types are checked by `tsc -b`), our own libraries from source.
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: {
    '^.+\\.ts$': compiled(
      { syntax: 'typescript', decorators: true },
      { transform: { legacyDecorator: true, decoratorMetadata: true }, keepClassNames: true },
    ),
    // tools/ are plain ES modules; Jest reads them through the same compiler.
    '^.+\\.mjs$': compiled({ syntax: 'ecmascript' }),
  },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '^@rollcall/(contracts|domain|protocol|subscriber|login|messaging|platform|testing|webhooks)$':
      '<rootDir>/../../libs/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};
