module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'scim-gateway',
  rootDir: __dirname,
};
