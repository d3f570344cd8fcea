// What helm renders, as objects; each set of values once.
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

/**
 * @typedef {import('./manifests.ts').Manifest} Manifest
 * @typedef {import('./manifests.ts').Pod} Pod
 */

export const root = path.resolve(__dirname, '../../..');
export const chart = path.join(root, 'k8s/rollcall');

const helm = process.env.HELM ?? 'helm';
/** @param {string} scenario @param {readonly string[]} sets */
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

/** @type {Map<string, Manifest[]>} */
const kept = new Map();

/**
 * All documents of a scenario with some values changed: `kafka.partitions=12`.
 * @param {string} scenario
 * @param {string[]} sets
 */
export const render = (scenario, ...sets) => {
  const key = [scenario, ...sets].join(' ');
  const known = kept.get(key);
  if (known) return known;
  const text = execFileSync(helm, args(scenario, sets), { encoding: 'utf8' });
  /** @type {(Manifest | null)[]} */
  const all = parseAllDocuments(text).map((one) => one.toJS());
  const documents = all.filter((one) => one !== null);
  kept.set(key, documents);
  return documents;
};

/** What helm says when it refuses; undefined when it does not. @param {string} scenario @param {string[]} sets */
export const refusal = (scenario, ...sets) => {
  const { status, stderr } = spawnSync(helm, args(scenario, sets), { encoding: 'utf8' });
  return status === 0 ? undefined : stderr;
};

/** @param {readonly Manifest[]} documents @param {string} kind */
export const ofKind = (documents, kind) => documents.filter((one) => one.kind === kind);

/** The one document of a kind with this name. @param {readonly Manifest[]} documents @param {string} kind @param {string} name */
export const named = (documents, kind, name) => {
  const found = ofKind(documents, kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};

/** Every pod that documents make. @param {readonly Manifest[]} documents @returns {Pod[]} */
export const pods = (documents) =>
  documents.flatMap((owner) => {
    if (owner.kind === 'Pod') return [{ owner, labels: owner.metadata.labels, spec: owner.spec }];
    const template = owner.spec?.template;
    if (!template?.spec?.containers) return [];
    return [{ owner, labels: template.metadata.labels, spec: template.spec }];
  });

/** The pod of the owner with this name. @param {readonly Manifest[]} documents @param {string} name */
export const podOf = (documents, name) => {
  const found = pods(documents).find(({ owner }) => owner.metadata.name === name);
  if (!found) throw new Error(`there is no pod of ${name}`);
  return found;
};

/** @param {import('./manifests.ts').Labels} selector @param {import('./manifests.ts').Labels} labels */
export const selects = (selector, labels) =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);

export const SCENARIOS = ['minimal', 'production'];
