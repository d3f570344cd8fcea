module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'token-service',
  rootDir: __dirname,
};
