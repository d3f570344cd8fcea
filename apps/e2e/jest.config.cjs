const preset = require('../../jest.preset.cjs');

// tools/ are plain ES modules; Jest reads them through the same compiler.
const [, [swc, options]] = Object.entries(preset.transform)[0];
const modules = { ...options, jsc: { ...options.jsc, parser: { syntax: 'ecmascript' } } };

module.exports = {
  ...preset,
  displayName: 'e2e',
  rootDir: __dirname,
  transform: { ...preset.transform, '^.+\\.mjs$': [swc, modules] },
  testTimeout: 60_000,
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
};
