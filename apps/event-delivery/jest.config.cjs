module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'event-delivery',
  rootDir: __dirname,
};
