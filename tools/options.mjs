import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * What was typed: `{values, positionals}` of parseArgs. Prints `help` and ends with 0 when it was
 * asked for, with 2 when something was not typed right: a wrong option must not run everything.
 */
export const typed = (help, options, { args, words = false } = {}) => {
  try {
    const { values, positionals } = parseArgs({
      options: { ...options, help: { type: 'boolean', default: false } },
      allowPositionals: words,
      ...(args ? { args } : {}),
    });
    if (!values.help) return { values, positionals };
    console.log(help);
    process.exit(0);
  } catch (error) {
    refuse(error.message.split('. ')[0], help);
  }
};

/** Says what was not typed right, and the help; ends with 2. */
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
