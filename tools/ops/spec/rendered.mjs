// What helm renders, as objects; each set of values once.
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

export const root = path.resolve(__dirname, '../../..');
export const chart = path.join(root, 'k8s/rollcall');

const helm = process.env.HELM ?? 'helm';
const args = (scenario, sets) => [
  'template',
  'rollcall',
  chart,
  '--kube-version',
  '1.34.0',
  '-f',
  path.join(chart, `ci/${scenario}.yaml`),
  ...sets.flatMap((one) => ['--set-json', one]),
];

const kept = new Map();

/** All documents of a scenario with some values changed: `kafka.partitions=12`. */
export const render = (scenario, ...sets) => {
  const key = [scenario, ...sets].join(' ');
  if (!kept.has(key)) {
    const text = execFileSync(helm, args(scenario, sets), { encoding: 'utf8' });
    kept.set(
      key,
      parseAllDocuments(text)
        .map((one) => one.toJS())
        .filter((one) => one !== null),
    );
  }
  return kept.get(key);
};

/** What helm says when it refuses; undefined when it does not. */
export const refusal = (scenario, ...sets) => {
  const { status, stderr } = spawnSync(helm, args(scenario, sets), { encoding: 'utf8' });
  return status === 0 ? undefined : stderr;
};

export const ofKind = (documents, kind) => documents.filter((one) => one.kind === kind);

/** Every pod that documents make, as { owner, labels, spec }. */
export const pods = (documents) =>
  documents.flatMap((one) => {
    if (one.kind === 'Pod') return [{ owner: one, labels: one.metadata.labels, spec: one.spec }];
    const template = one.spec?.template;
    if (!template?.spec?.containers) return [];
    return [{ owner: one, labels: template.metadata.labels, spec: template.spec, template }];
  });

export const selects = (selector, labels) =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);

export const SCENARIOS = ['minimal', 'production'];
