import { filesBelow, textOf } from './source-tree';

/** Pages that people write, and those that `npm run docs` writes; the guides are the console's. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...filesBelow('docs', 'apps', 'libs', 'k8s', 'examples').filter(
    (path) => path.endsWith('.md') && !path.startsWith('docs/guides/'),
  ),
];

/** A page without its code. */
export const prose = (page: string): string =>
  textOf(page)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`/g, '``');
