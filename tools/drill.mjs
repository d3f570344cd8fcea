// npm run drill name…: breaks something on a stack of its own and shows that the promises hold.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import Module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '');
const require = createRequire(import.meta.url);
const { transformSync } = require('@swc/core');
const preset = require('../jest.preset.cjs');

// The drills are written beside the specs, in the language of the specs, and compiled as they are.
const [, [, options]] = Object.entries(preset.transform)[0];
Module._extensions['.ts'] = (module, filename) =>
  module._compile(
    transformSync(fs.readFileSync(filename, 'utf8'), { ...options, filename }).code,
    filename,
  );

const { drills } = require('../apps/e2e/src/drills/drills.ts');
const names = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const flags = process.argv.slice(2).filter((one) => one.startsWith('--'));

if (names.length === 0 || flags.includes('--help')) {
  const width = Math.max(...drills.map(({ name }) => name.length));
  console.log('npm run drill name… [-- --short]\n');
  for (const { name, says } of drills) console.log(`  ${name.padEnd(width)}  ${says}`);
  console.log(`  ${'all'.padEnd(width)}  one after the other`);
  process.exit(0);
}

const built = spawnSync(process.execPath, ['node_modules/@typescript/native/bin/tsc', '-b'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);
const { performNamed } = require('../apps/e2e/src/drills/run.ts');
const { stopLiving } = await import('./engines/part.mjs');
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => void stopLiving().then(() => process.exit(1)));
const wanted = names.includes('all') ? drills.map(({ name }) => name) : names;
try {
  process.exit(await performNamed(wanted, !flags.includes('--short'), console.log));
} catch (error) {
  console.error(error.message);
  await stopLiving();
  process.exit(1);
}
