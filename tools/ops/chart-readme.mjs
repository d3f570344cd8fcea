// node tools/ops/chart-readme.mjs: writes k8s/rollcall/README.md from the comments of values.yaml.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, parseDocument } from 'yaml';

const chart = fileURLToPath(new URL('../../k8s/rollcall/', import.meta.url));

const HEAD = `# The chart rollcall

Three Deployments, their Services, three Jobs before each install and upgrade, and what a cluster wants
around them. How to go from nothing to a running system, the Secret that it needs among it, is in
[docs/operating.md](../../docs/operating.md).

\`\`\`sh
helm upgrade --install rollcall k8s/rollcall --namespace rollcall --values my-values.yaml --wait --timeout 15m
helm test rollcall --namespace rollcall
\`\`\`

Kubernetes 1.30 or newer. \`ci/minimal.yaml\` is the least that it installs with, \`ci/production.yaml\`
has everything on. Values are checked: an unknown one, or one that makes no sense, is refused with
what to do.

What it cannot do, since the services cannot: TLS between the services themselves (a mesh can add it).

This page is made from values.yaml: \`npm run docs\` writes it.

| value | default | meaning |
| --- | --- | --- |
`;

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const shown = (value) => `\`${JSON.stringify(value)}\``;

/** Comments that begin with `--` describe the value below them; what is in it is its default. */
const rows = (map, prefix, before = '') =>
  map.items.flatMap(({ key, value }, i) => {
    const name = prefix + key.value;
    const comment = key.commentBefore ?? (i === 0 ? before : '') ?? '';
    const found = /^ ?-- ([\s\S]+)$/m.exec(comment);
    if (found) return [`| \`${name}\` | ${shown(value.toJSON())} | ${cell(found[1].trim())} |`];
    if (isMap(value) && value.items.length > 0) return rows(value, `${name}.`, value.commentBefore);
    throw new Error(`${name} has no comment that begins with "--"`);
  });

export const readme = () => {
  const document = parseDocument(fs.readFileSync(path.join(chart, 'values.yaml'), 'utf8'));
  return `${HEAD}${rows(document.contents, '').join('\n')}\n`;
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  fs.writeFileSync(path.join(chart, 'README.md'), readme());
