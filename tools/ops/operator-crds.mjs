// The definitions of the custom resources that examples/kind and k8s/kafka use, in the versions that
// examples/kind/up.sh installs: CloudNativePG's from its Go module, Strimzi's from its own generator.
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../engines/run.mjs';

/** Strimzi's definitions are computed from the classes of its API. */
const CLASSES = {
  Kafka: 'io.strimzi.api.kafka.model.kafka.Kafka',
  KafkaNodePool: 'io.strimzi.api.kafka.model.nodepool.KafkaNodePool',
  KafkaUser: 'io.strimzi.api.kafka.model.user.KafkaUser',
};

/** @param {string} script the text of up.sh @param {string} name */
const pinned = (script, name) => {
  const version = new RegExp(`^${name}=(\\d+\\.\\d+\\.\\d+)$`, 'm').exec(script)?.[1];
  if (!version) throw new Error(`examples/kind/up.sh does not pin ${name}.`);
  return version;
};

const pom = (/** @type {string} */ version) => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rollcall</groupId><artifactId>crds</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.strimzi</groupId><artifactId>crd-generator</artifactId><version>${version}</version></dependency>
    <dependency><groupId>io.strimzi</groupId><artifactId>api</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;

/** @param {string} java @param {string} version @param {string} out */
const strimzi = async (java, version, out) => {
  const build = fs.mkdtempSync(path.join(out, 'strimzi-'));
  const file = path.join(build, 'pom.xml');
  fs.writeFileSync(file, pom(version));
  await run('mvn', [
    '-B',
    '-q',
    '-f',
    file,
    'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
    `-DoutputDirectory=${path.join(build, 'jars')}`,
  ]);
  await run(java, [
    '-cp',
    path.join(build, 'jars/*'),
    'io.strimzi.crdgenerator.CrdGenerator',
    '--target-kube',
    '1.30+',
    '--crd-api-version',
    'v1',
    '--yaml',
    ...Object.entries(CLASSES).map(
      ([kind, name]) => `${name}=${path.join(out, `strimzi-${kind}.yaml`)}`,
    ),
  ]);
  fs.rmSync(build, { recursive: true });
};

/** @param {string} version @param {string} out */
const cloudNativePg = async (version, out) => {
  const module = `github.com/cloudnative-pg/cloudnative-pg@v${version}`;
  /** @type {{ Dir: string }} */
  const { Dir: folder } = JSON.parse(
    await run('go', ['mod', 'download', '-json', module], {
      cwd: out,
      env: { ...process.env, GOFLAGS: '-mod=mod' },
    }),
  );
  const bases = path.join(folder, 'config/crd/bases');
  for (const name of fs.readdirSync(bases))
    fs.writeFileSync(path.join(out, name), fs.readFileSync(path.join(bases, name)));
};

/**
 * A folder with one definition a file. `java` is of version 21 or newer, as the generator needs it.
 * @param {{ home: string, script: string, java: string }} options
 */
export const operatorCrds = async ({ home, script, java }) => {
  const versions = { strimzi: pinned(script, 'STRIMZI'), pg: pinned(script, 'CLOUDNATIVE_PG') };
  const folder = path.join(home, `crds-strimzi-${versions.strimzi}-pg-${versions.pg}`);
  if (fs.existsSync(folder)) return folder;
  const half = fs.mkdtempSync(path.join(home, 'half-'));
  try {
    await strimzi(java, versions.strimzi, half);
    await cloudNativePg(versions.pg, half);
    fs.renameSync(half, folder);
  } finally {
    fs.rmSync(half, { recursive: true, force: true });
  }
  return folder;
};
