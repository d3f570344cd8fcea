// Not a project of the root: these specs need helm, which npm test does not ask for.
const preset = require('../../jest.preset.cjs');

const [, [swc, options]] = Object.entries(preset.transform)[0];
const modules = { ...options, jsc: { ...options.jsc, parser: { syntax: 'ecmascript' } } };

module.exports = {
  displayName: 'ops',
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/spec/*.spec.mjs'],
  transform: { '^.+\\.mjs$': [swc, modules] },
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'json', 'node'],
};
