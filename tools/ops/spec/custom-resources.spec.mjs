import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checksOf, faultsOf } from '../custom-resources.mjs';
import { root } from './rendered.mjs';

/** Groups of Kubernetes itself: kubernetes-validate has their schemas. */
const BUILT_IN = ['v1', 'apps/v1'];
const FILES = ['examples/kind/engines.yaml', 'k8s/kafka/users.yaml'];

/** @returns {import('../custom-resources.mjs').Resource[]} */
const resourcesOf = (/** @type {string} */ file) =>
  parseAllDocuments(fs.readFileSync(path.join(root, file), 'utf8'))
    .map((one) => one.toJS())
    .filter((one) => one !== null && !BUILT_IN.includes(one.apiVersion));

const folder = process.env.CRDS;
(folder ? describe : describe.skip)('a custom resource, by its operator’s own definition', () => {
  /** @type {ReturnType<typeof checksOf>} */
  let checks;
  beforeAll(() => {
    checks = checksOf(folder ?? '');
  });

  it.each(
    FILES.flatMap((file) =>
      resourcesOf(file).map((one) => /** @type {const} */ ([file, one.kind, one])),
    ),
  )('%s: %s is accepted', (_file, _kind, resource) => {
    expect(faultsOf(checks, resource)).toEqual([]);
  });

  it('there are some of each operator', () => {
    const kinds = new Set(FILES.flatMap(resourcesOf).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'Cluster',
      'Database',
      'Kafka',
      'KafkaNodePool',
      'KafkaUser',
    ]);
  });

  /** The first resource of a kind, changed. */
  const changed = (/** @type {string} */ kind, /** @type {(one: any) => void} */ change) => {
    const one = FILES.flatMap(resourcesOf).find((resource) => resource.kind === kind);
    change(one);
    return faultsOf(checks, /** @type {import('../custom-resources.mjs').Resource} */ (one));
  };

  it.each(
    /** @type {[string, string, (one: any) => void, RegExp][]} */ ([
      ['Kafka', 'a field that is not there', (one) => (one.spec.kafka.listners = []), /listners/],
      [
        'Kafka',
        'a version that went',
        (one) => (one.apiVersion = 'kafka.strimzi.io/v1alpha1'),
        /v1alpha1/,
      ],
      [
        'Kafka',
        'a listener of no type',
        (one) => (one.spec.kafka.listeners[0].type = 'outer'),
        /allowed/,
      ],
      ['KafkaNodePool', 'no storage', (one) => delete one.spec.storage, /storage/],
      [
        'KafkaUser',
        'an operation of no name',
        (one) => (one.spec.authorization.acls[0].operations = ['Look']),
        /allowed/,
      ],
      ['Cluster', 'a number as words', (one) => (one.spec.instances = 'one'), /integer/],
      ['Cluster', 'a misspelt bootstrap', (one) => (one.spec.bootstrap.initDB = {}), /initDB/],
      ['Database', 'no cluster', (one) => delete one.spec.cluster, /cluster/],
    ]),
  )('of %s, %s is refused', (kind, _what, change, said) => {
    expect(changed(kind, change).join('\n')).toMatch(said);
  });
});
