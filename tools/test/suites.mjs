import fs from 'node:fs';
import path from 'node:path';

const SOURCE = 'apps/e2e/src';

/** Paths of files below the folder of the end-to-end tests whose name ends so. @param {string} root @param {string} ending */
const filesOf = (root, ending) =>
  fs
    .readdirSync(path.join(root, SOURCE), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith(ending))
    .sort();

/** Suites by the spec that brings their stack up: its text has their paths as keys. @param {string} root */
export const suitesOf = (root) => {
  const specs = filesOf(root, '.e2e.spec.ts').map((spec) => ({
    spec,
    text: fs.readFileSync(path.join(root, SOURCE, spec), 'utf8'),
  }));
  return filesOf(root, '.suite.ts').map((file) => {
    const suite = file.replace(/\.suite\.ts$/, '');
    return { suite, spec: specs.find(({ text }) => text.includes(`'${suite}':`))?.spec };
  });
};

/** The one suite of this name or path; undefined when there is none, or more than one. @param {string} root @param {string} name */
export const suiteOf = (root, name) => {
  const all = suitesOf(root);
  const found = all.filter(({ suite }) => suite === name || path.basename(suite) === name);
  const exact = found.find(({ suite }) => suite === name);
  return exact ?? (found.length === 1 ? found[0] : undefined);
};
