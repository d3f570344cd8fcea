const preset = require('../../jest.preset.cjs');

// What a person reads is rendered as text: no browser is needed for that.
const screens = [
  require.resolve('@swc/jest'),
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
];

module.exports = {
  ...preset,
  displayName: 'console',
  rootDir: __dirname,
  transform: { ...preset.transform, '^.+\\.tsx$': screens },
  moduleFileExtensions: [...preset.moduleFileExtensions, 'tsx'],
};
