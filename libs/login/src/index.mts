// The same door for `import`: Node finds its names in the other file, so there is one module only.
export * from './index.js';
