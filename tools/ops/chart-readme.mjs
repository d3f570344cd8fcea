// node tools/ops/chart-readme.mjs: writes k8s/rollcall/README.md from the comments of values.yaml.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isNode, isScalar, parseDocument } from 'yaml';

const chart = fileURLToPath(new URL('../../k8s/rollcall/', import.meta.url));

const HEAD = `# The chart rollcall

Three Deployments, their Services, three Jobs before each installation and upgrade, and the objects
that a cluster needs around them. [docs/operating.md](../../docs/operating.md) describes the
installation and the Secret.

\`\`\`sh
helm upgrade --install rollcall k8s/rollcall --namespace rollcall --values my-values.yaml --wait --timeout 15m
helm test rollcall --namespace rollcall
\`\`\`

Kubernetes 1.30 or newer. \`ci/minimal.yaml\` is the minimum, \`ci/production.yaml\` switches everything
on. The chart refuses unknown and contradictory values, with the remedy.

The services have no TLS between each other; a mesh can add it.

\`npm run docs\` generates this page from values.yaml.

| value | default | meaning |
| --- | --- | --- |
`;

const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const shown = (/** @type {unknown} */ value) => `\`${JSON.stringify(value)}\``;

/**
 * Comments that begin with `--` describe the value below them; what is in it is its default.
 * @param {import('yaml').YAMLMap} map
 * @param {string} prefix
 * @param {string | null} [before]
 * @returns {string[]}
 */
const rows = (map, prefix, before = '') =>
  map.items.flatMap(({ key, value }, i) => {
    if (!isScalar(key) || !isNode(value)) throw new Error(`${prefix}: a key without a value`);
    const name = `${prefix}${String(key.value)}`;
    const comment = key.commentBefore ?? (i === 0 ? before : '') ?? '';
    const found = /^ ?-- ([\s\S]+)$/m.exec(comment);
    if (found)
      return [`| \`${name}\` | ${shown(value.toJSON())} | ${cell((found[1] ?? '').trim())} |`];
    if (isMap(value) && value.items.length > 0) return rows(value, `${name}.`, value.commentBefore);
    throw new Error(`${name} has no comment that begins with "--"`);
  });

export const readme = () => {
  const document = parseDocument(fs.readFileSync(path.join(chart, 'values.yaml'), 'utf8'));
  if (!isMap(document.contents)) throw new Error('values.yaml is no map');
  return `${HEAD}${rows(document.contents, '').join('\n')}\n`;
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  fs.writeFileSync(path.join(chart, 'README.md'), readme());
