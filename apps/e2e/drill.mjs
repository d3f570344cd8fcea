// @ts-check
// npm run drill name…: breaks something on a stack of its own and shows that the promises hold.
import fs from 'node:fs';
import Module, { createRequire } from 'node:module';
/* eslint-disable @nx/enforce-module-boundaries -- with stack.ts and tools.ts the one door to tools/. */
import { onEnding } from '../../tools/engines/ending.mjs';
import { stopAll } from '../../tools/engines/managed.mjs';
import { messageOf } from '../../tools/engines/run.mjs';
import { build, refuse, typed } from '../../tools/options.mjs';
/* eslint-enable @nx/enforce-module-boundaries */

const require = createRequire(import.meta.url);
/** @type {typeof import('@swc/core')} */
const { transformSync } = require('@swc/core');
/** @type {{ transform: Record<string, [string, import('@swc/core').Options]> }} */
const preset = require('../../jest.preset.cjs');

// The drills are in the language of the specs, and compiled as they are.
const [, options] = preset.transform['^.+\\.ts$'] ?? [];
const { _extensions: extensions } =
  /** @type {{ _extensions: Record<string, (module: { _compile(code: string, file: string): void }, file: string) => void> }} */ (
    /** @type {unknown} */ (Module)
  );
extensions['.ts'] = (module, filename) =>
  module._compile(
    transformSync(fs.readFileSync(filename, 'utf8'), { ...options, filename }).code,
    filename,
  );

/** @type {typeof import('./src/drills/drills.js')} */
const { drills } = require('./src/drills/drills.ts');
const width = Math.max(...drills.map(({ name }) => name.length));
const HELP = `npm run drill name… [-- --short]

Breaks something on a stack of its own (two gateways, fresh engines) and shows that the promises
hold: a line "ok" for each finding, "NO" for what did not hold, and then the exit code is 1.

${drills.map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`).join('\n')}
  ${'all'.padEnd(width)}  one after the other

  --short  seconds instead of minutes, as npm test runs them

docs/reliability.md shows what they print.`;
const { values, positionals: names } = typed(
  HELP,
  { short: { type: 'boolean', default: false } },
  { words: true },
);
if (names.length === 0) {
  console.log(HELP);
  process.exit(0);
}
const unknown = names.filter((name) => name !== 'all' && !drills.some((one) => one.name === name));
if (unknown.length > 0) refuse(`There is no drill ${unknown.join(', ')}`, HELP);
build();
/** @type {typeof import('./src/drills/run.js')} */
const { performNamed } = require('./src/drills/run.ts');
onEnding(() => void stopAll().then(() => process.exit(1)));
const wanted = names.includes('all') ? drills.map(({ name }) => name) : names;
try {
  process.exit(await performNamed(wanted, !values.short, console.log));
} catch (error) {
  console.error(messageOf(error));
  await stopAll();
  process.exit(1);
}
