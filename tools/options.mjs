import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from './engines/run.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * What was typed: `{values, positionals}` of parseArgs. Prints `help` and ends with 0 when it was
 * requested, with 2 after a wrong option or argument: a typing error must not run everything.
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} T
 * @param {string} help
 * @param {T} options
 * @param {{ args?: string[], words?: boolean }} [how]
 * @returns {{ values: ReturnType<typeof parseArgs<{ options: T }>>['values'], positionals: string[] }}
 */
export const typed = (help, options, { args, words = false } = {}) => {
  const argv = args ?? process.argv.slice(2);
  if (argv.includes('--help')) {
    console.log(help);
    process.exit(0);
  }
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: words, args: argv });
    return { values, positionals: /** @type {string[]} */ (positionals) };
  } catch (error) {
    return refuse(messageOf(error).split('. ')[0] ?? '', help);
  }
};

/**
 * Says what was not typed right, and the help; ends with 2.
 * @param {string} why
 * @param {string} help
 * @returns {never}
 */
export const refuse = (why, help) => {
  console.error(`${why.replace(/\.$/, '')}.\n\n${help}`);
  process.exit(2);
};

/** Compiles everything, so that what is measured is what was written; ends with 1 when it fails. */
export const build = () => {
  const compiler = 'node_modules/@typescript/native/bin/tsc';
  const { status } = spawnSync(process.execPath, [compiler, '-b'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
};
