// Not a project of the root: these specs need helm, which npm test does not ask for.
const { transform, moduleFileExtensions } = require('../../jest.preset.cjs');

module.exports = {
  displayName: 'ops',
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/spec/*.spec.mjs'],
  transform,
  moduleFileExtensions,
};
