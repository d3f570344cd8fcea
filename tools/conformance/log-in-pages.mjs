import fs from 'node:fs';
import path from 'node:path';
import { root } from '../engines/engines.mjs';
import { run } from '../engines/run.mjs';
import { LANGUAGES } from './languages.mjs';

/**
 * A section of docs/login.md, and what its code needs around it to run.
 * @typedef {object} Page
 * @property {string} heading
 * @property {string} fence
 * @property {string} file that the code is written to
 * @property {string} above what a file has above it
 * @property {readonly string[]} sources of tools/conformance/logins
 * @property {import('./languages.mjs').Language['needs']} needs
 * @property {(dir: string) => Promise<void>} build
 * @property {(dir: string) => readonly [string, ...string[]]} command
 */

const sources = path.join(root, 'tools/conformance/logins');

const imports = (/** @type {readonly string[]} */ names) =>
  names.map((name) => `import ${name};\n`).join('');

/** @type {Readonly<Record<string, Page>>} */
export const PAGES = {
  typescript: {
    heading: 'TypeScript: the question',
    fence: 'ts',
    file: 'page.ts',
    above: '',
    sources: ['main.ts'],
    needs: [],
    build: async (dir) => {
      fs.writeFileSync(path.join(dir, 'package.json'), '{ "type": "module" }');
      const tsc = path.join(root, 'node_modules/@typescript/native/bin/tsc');
      const types = ['--types', 'node', '--typeRoots', path.join(root, 'node_modules/@types')];
      const kind = ['--strict', '--module', 'node20', '--target', 'es2022'];
      const rewritten = ['--rewriteRelativeImportExtensions', '--ignoreConfig'];
      await run(process.execPath, [tsc, ...kind, ...rewritten, ...types, 'main.ts'], { cwd: dir });
    },
    command: (dir) => [process.execPath, path.join(dir, 'main.js')],
  },
  spring: {
    heading: 'Spring',
    fence: 'java',
    file: 'DirectoryCheck.java',
    above: `package page;\n${imports([
      'org.springframework.beans.factory.annotation.Value',
      'org.springframework.http.client.SimpleClientHttpRequestFactory',
      'org.springframework.security.authentication.DisabledException',
      'org.springframework.security.core.userdetails.UserDetails',
      'org.springframework.security.core.userdetails.UserDetailsChecker',
      'org.springframework.stereotype.Component',
      'org.springframework.web.client.RestClient',
      'org.springframework.web.client.RestClientException',
    ])}`,
    sources: ['Main.java', 'pom.xml'],
    needs: LANGUAGES['java']?.needs ?? [],
    build: async (dir) => {
      await run('mvn', ['-q', '-B', 'package'], { cwd: dir });
    },
    command: (dir) => [
      'java',
      '-jar',
      path.join(dir, 'target/page-1.jar'),
      '--spring.main.banner-mode=off',
      '--spring.main.web-application-type=none',
      '--logging.level.root=off',
    ],
  },
  go: {
    heading: 'Go',
    fence: 'go',
    file: 'page.go',
    above:
      'package main\n\nimport (\n\t"context"\n\t"encoding/json"\n\t"net/http"\n\t"net/url"\n\t"time"\n)\n\n',
    sources: ['main.go'],
    needs: (LANGUAGES['go']?.needs ?? []).slice(0, 1),
    build: async (dir) => {
      fs.writeFileSync(path.join(dir, 'go.mod'), 'module page\n\ngo 1.26\n');
      await run('go', ['build', '-o', 'page', '.'], { cwd: dir });
    },
    command: (dir) => [path.join(dir, 'page')],
  },
  django: {
    heading: 'Django',
    fence: 'python',
    file: 'page.py',
    above:
      'from urllib.parse import quote\n\nimport requests\nfrom django.conf import settings\nfrom django.contrib.auth.backends import ModelBackend\n\n\n',
    sources: ['main.py'],
    needs: LANGUAGES['python']?.needs ?? [],
    build: (dir) => LANGUAGES['python']?.build(sources, dir) ?? Promise.resolve(),
    command: (dir) => LANGUAGES['python']?.command(dir) ?? ['python3'],
  },
};

/** The code of a section, as a reader copies it. @param {string} document @param {Page} page */
export const codeOf = (document, { heading, fence }) => {
  const section = document.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  const code = section?.split(`\n\`\`\`${fence}\n`)[1]?.split('\n```')[0];
  if (code === undefined) throw new Error(`docs/login.md has no ${fence} in "${heading}".`);
  return `${code}\n`;
};
