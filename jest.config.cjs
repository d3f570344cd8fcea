module.exports = {
  projects: ['<rootDir>/libs/*', '<rootDir>/apps/*', '<rootDir>/examples/*/jest.config.cjs'],
  // For engines and whole stacks; no test passes or fails by its speed.
  testTimeout: 120_000,
};
