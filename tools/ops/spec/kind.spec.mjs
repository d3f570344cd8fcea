import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from './rendered.mjs';

const helm = process.env.HELM ?? 'helm';
const at = (/** @type {string} */ name) => path.join(root, 'examples/kind', name);
const script = fs.readFileSync(at('up.sh'), 'utf8');
const engines = fs.readFileSync(at('engines.yaml'), 'utf8');
const values = fs.readFileSync(at('values.yaml'), 'utf8');

const rendered = () =>
  execFileSync(
    helm,
    [
      'template',
      'rollcall',
      path.join(root, 'k8s/rollcall'),
      '--kube-version',
      '1.34.0',
      '-f',
      at('values.yaml'),
    ],
    { encoding: 'utf8' },
  );

describe('the example for kind', () => {
  it('is a script without a fault of syntax', () => {
    execFileSync('bash', ['-n', at('up.sh')]);
  });

  it('renders, with images that the script loads', () => {
    const images = new Set([...rendered().matchAll(/image: "?([^"\s]+)/g)].map(([, one]) => one));
    const version = /^appVersion: ['"]?([^'"\s]+)/m.exec(
      fs.readFileSync(path.join(root, 'k8s/rollcall/Chart.yaml'), 'utf8'),
    )?.[1];
    const apps = /for app in (.*); do/.exec(script)?.[1]?.split(' ') ?? [];
    expect([...images].sort()).toEqual(
      apps.map((app) => `localhost/rollcall/${app}:${version}`).sort(),
    );
  });

  it('makes every key of the Secret that a pod mounts', () => {
    const wanted = new Set(
      [...rendered().matchAll(/^\s*- \{ key: "?([a-z-]+)"?, path:/gm)].map(([, key]) => key),
    );
    const made = new Set([...script.matchAll(/--from-literal=([a-z-]+)=/g)].map(([, key]) => key));
    expect(wanted.size).toBeGreaterThan(8);
    expect([...wanted].filter((key) => !made.has(key))).toEqual([]);
  });

  it('addresses the engines by the names that they have', () => {
    const documents = parseAllDocuments(engines).map((one) => one.toJS());
    const nameOf = (/** @type {string} */ kind) =>
      documents.find((one) => one.kind === kind).metadata.name;
    expect(values).toContain(`${nameOf('Kafka')}-kafka-bootstrap:9092`);
    expect(script).toContain(`@${nameOf('Cluster')}-rw:5432/rollcall_log`);
    expect(script).toContain(`redis://${nameOf('Service')}:6379`);
    const pool = documents.find((one) => one.kind === 'KafkaNodePool');
    expect(pool.metadata.labels['strimzi.io/cluster']).toBe(nameOf('Kafka'));
  });

  it('gives Redis the settings that the token service demands', () => {
    const redis = parseAllDocuments(engines)
      .map((one) => one.toJS())
      .find((one) => one.kind === 'StatefulSet');
    const args = redis.spec.template.spec.containers[0].args.join(' ');
    for (const setting of [
      '--appendonly yes',
      '--appendfsync always',
      '--no-appendfsync-on-rewrite no',
      '--maxmemory-policy noeviction',
    ])
      expect(args).toContain(setting);
  });

  it('pins what it installs', () => {
    expect(script).toMatch(/^STRIMZI=\d+\.\d+\.\d+$/m);
    expect(script).toMatch(/^CLOUDNATIVE_PG=\d+\.\d+\.\d+$/m);
    expect(`${script}${engines}`).not.toMatch(/latest/);
  });
});
