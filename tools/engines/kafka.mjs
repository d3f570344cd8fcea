import fs from 'node:fs';
import path from 'node:path';
import { run as command } from './command.mjs';
import { java, needJava } from './fetch.mjs';
import { kafkaReady } from './kafka-ready.mjs';

const properties = (data, { kafka, controller }) => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${controller}`,
  listeners: `PLAINTEXT://127.0.0.1:${kafka},CONTROLLER://127.0.0.1:${controller}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${kafka}`,
  'controller.listener.names': 'CONTROLLER',
  'inter.broker.listener.name': 'PLAINTEXT',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  'log.dirs': path.join(data, 'log'),
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
  // After a kill -9 the broker waits until its own old session ends: 11 s by default.
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

const classesOf = (packages) => {
  const jars = path.join(packages, 'jars');
  return fs
    .readdirSync(jars)
    .sort()
    .map((jar) => path.join(jars, jar))
    .join(path.delimiter);
};

/** An archive of loaded classes halves the time of a start; the first clean stop writes it. */
const archiveOf = (packages, run) => {
  const archive = path.join(packages, 'kafka.jsa');
  if (fs.existsSync(archive)) return { use: [`-XX:SharedArchiveFile=${archive}`], make: [] };
  const half = `${archive}.${process.pid}-${path.basename(run.file, '.json')}`;
  run.atEnd(() => {
    if (!fs.existsSync(half)) return;
    if (fs.existsSync(archive)) fs.rmSync(half);
    else fs.renameSync(half, archive);
  });
  return { use: [], make: [`-XX:ArchiveClassesAtExit=${half}`] };
};

/** One Kafka node (KRaft) on the kept ports. */
export const kafka = async ({ run, packages, ports, log, leftover, onExit }) => {
  await needJava();
  const data = path.join(run.dir, 'kafka');
  fs.mkdirSync(data, { recursive: true });
  const config = path.join(data, 'server.properties');
  const lines = Object.entries(properties(data, ports)).map(
    ([name, value]) => `${name}=${value}\n`,
  );
  fs.writeFileSync(config, lines.join(''));
  const classes = classesOf(packages);
  const { use, make } = archiveOf(packages, run);
  if (!fs.existsSync(path.join(data, 'log', 'meta.properties'))) {
    const format = [
      'kafka.tools.StorageTool',
      'format',
      '-t',
      'MkU3OEVBNTcwNTJENDM2Qg',
      '-c',
      config,
    ];
    await command(java, ['-Xmx64m', ...JVM, ...use, '-cp', classes, ...format]);
  }
  const part = run.part({
    name: 'kafka',
    command: java,
    args: ['-Xmx256m', ...JVM, ...use, ...make, '-cp', classes, 'kafka.Kafka', config],
    ready: () => kafkaReady(ports.kafka),
    mark: config,
    leftover,
    log: path.join(log, 'kafka.log'),
    onExit,
  });
  await part.start();
  part.url = `127.0.0.1:${ports.kafka}`;
  return part;
};
