import fs from 'node:fs';
import path from 'node:path';
import { ManagedProcess } from './managed.mjs';
import { ask, freePort, run } from './run.mjs';
import { scramUsers } from './kafka-users.mjs';
import { secureListener } from './secure.mjs';

/** @param {string} name @param {number | undefined} port */
const and = (name, port) => (port ? `,${name}://127.0.0.1:${port}` : '');

/** @param {string} dir @param {number} port @param {number} controller @param {number | undefined} secure */
const properties = (dir, port, controller, secure) => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${controller}`,
  listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}${and('SECURE', secure)}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}${and('SECURE', secure)}`,
  'controller.listener.names': 'CONTROLLER',
  'inter.broker.listener.name': 'PLAINTEXT',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL',
  'log.dirs': path.join(dir, 'log'),
  'auto.create.topics.enable': false,
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1000,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'broker.session.timeout.ms': 3000,
  'broker.heartbeat.interval.ms': 1000,
  'metadata.max.idle.interval.ms': 5000,
  'num.network.threads': 2,
  'num.io.threads': 2,
  'log.cleaner.dedupe.buffer.size': 2097152,
});

const JVM = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-Xlog:disable',
  '-Xlog:all=error:stderr',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

/** @param {number} key @param {number} version @param {Buffer[]} rest */
const question = (key, version, ...rest) => {
  const body = Buffer.concat([Buffer.from([0, key, 0, version, 0, 0, 0, 1, 255, 255]), ...rest]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
};
const whole = (/** @type {Buffer} */ answer) =>
  answer.length >= 4 && answer.length >= 4 + answer.readInt32BE(0);
const METADATA = question(3, 1, Buffer.alloc(4));
const COORDINATOR = question(10, 0, Buffer.from([0, 4]), Buffer.from('warm'));

/** A broker is ready when it knows itself and has a group coordinator. @param {number} port */
const ready = async (port) =>
  (await ask(port, METADATA, whole)).readInt32BE(8) > 0 &&
  (await ask(port, COORDINATOR, whole)).readInt16BE(8) === 0;

/**
 * One Kafka node (KRaft). The ports are part of its identity and are kept with the data. With a
 * `store` it has a second listener, at `secureUrl`, that speaks TLS and asks for a password.
 * @param {Omit<import('./postgres.mjs').EngineStart, 'root' | 'fresh' | 'fsync'> & { packages: string }} start
 */
export const kafka = async ({ home, dir, packages, log, onExit, store }) => {
  const data = path.join(dir, 'kafka');
  const saved = path.join(data, 'ports.json');
  fs.mkdirSync(data, { recursive: true });
  /** @type {[number, number, number?]} */
  const [port, controller, secure] = fs.existsSync(saved)
    ? JSON.parse(fs.readFileSync(saved, 'utf8'))
    : [await freePort(), await freePort(), ...(store ? [await freePort()] : [])];
  fs.writeFileSync(saved, JSON.stringify([port, controller, secure]));
  const config = path.join(data, 'server.properties');
  const lines = Object.entries({
    ...properties(data, port, controller, secure),
    ...(store ? secureListener(store) : {}),
  });
  fs.writeFileSync(config, lines.map(([name, value]) => `${name}=${value}\n`).join(''));
  const jars = path.join(packages, 'jars');
  const classes = fs
    .readdirSync(jars)
    .sort()
    .map((jar) => path.join(jars, jar))
    .join(path.delimiter);
  // An archive of loaded classes halves the start; the first clean stop makes it.
  const archive = path.join(home, 'kafka.jsa');
  const half = `${archive}.${process.pid}`;
  const sharing = fs.existsSync(archive)
    ? [`-XX:SharedArchiveFile=${archive}`]
    : [`-XX:ArchiveClassesAtExit=${half}`];
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin/java') : 'java';
  if (!fs.existsSync(path.join(data, 'log/meta.properties')))
    await run(java, [
      '-Xmx64m',
      ...JVM,
      ...(fs.existsSync(archive) ? sharing : []),
      '-cp',
      classes,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      'MkU3OEVBNTcwNTJENDM2Qg',
      '-c',
      config,
      ...(store ? scramUsers() : []),
    ]);
  const part = new ManagedProcess({
    name: 'kafka',
    command: java,
    args: ['-Xmx256m', ...JVM, ...sharing, '-cp', classes, 'kafka.Kafka', config],
    ready: () => ready(port),
    log: path.join(log, 'kafka.log'),
    onExit,
  });
  await part.start();
  part.url = `127.0.0.1:${port}`;
  return Object.assign(part, {
    secureUrl: `127.0.0.1:${secure}`,
    finish: () => {
      if (fs.existsSync(half) && !fs.existsSync(archive)) fs.renameSync(half, archive);
    },
  });
};
