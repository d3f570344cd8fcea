module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'who-may-log-in',
  rootDir: __dirname,
};
