const preset = require('../../jest.preset.cjs');

module.exports = {
  ...preset,
  displayName: 'token-service',
  rootDir: __dirname,
  // jose is an ES module: Node reads it by require, Jest compiles it.
  transform: { ...preset.transform, '/node_modules/jose/.+\\.js$': preset.transform['^.+\\.mjs$'] },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
};
