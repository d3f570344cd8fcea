import { topics } from '@rollcall/contracts';
import { createKafka, EventServer, kafkaOptions, ReadProof } from '@rollcall/messaging';
import {
  addHealth,
  assertMigrated,
  createHttpApp,
  createLogger,
  loadConfig,
  Metrics,
  portOf,
  ProblemFilter,
  requireKey,
  run,
  Tracing,
  type Logger,
} from '@rollcall/platform';
import { Pool } from 'pg';
import { DirectoryConfig } from './config';
import { DirectoryModule } from './directory.module';
import { DirectoryMetrics } from './directory-metrics';
import { Freshness } from './projecting/freshness';
import { addHeldTenants, countDeadLetters } from './projecting/gauges';
import { KafkaClient, PROVISIONING } from './projecting/projecting.controller';
import { closePools, listReads, openPools } from './pools';
import { Projector } from './projecting/projector';
import { WaitFor } from './projecting/wait-for';
import { schema } from './schema';
import { CursorLists } from './users/cursor-lists';
import { ListReads } from './users/list-reads';
import { ListTurns } from './users/list-turns';
import { UserLists } from './users/user-lists';

/** Each generation of the topic is read by a group of its own: offsets do not carry over. */
const groupOf = (generation: number): string =>
  generation === 1 ? 'user-directory' : `user-directory.g${generation}`;

let logger: Logger;

void run(
  () => logger,
  async () => {
    const config = loadConfig(DirectoryConfig);
    logger = createLogger('user-directory', config.LOG_LEVEL);
    const tracing = await Tracing.start('user-directory');
    await assertMigrated(config.DATABASE_URL, schema);
    const metrics = new Metrics('user-directory');
    const pools = openPools(config, (error) =>
      logger.warn({ err: error }, 'a database connection broke'),
    );
    const kafka = createKafka({
      ...kafkaOptions(config),
      clientId: 'user-directory',
      log: logger,
    });
    const wait = new WaitFor(config.LIST_DEADLINE_MS);
    const freshness = new Freshness();
    const turns = new ListTurns({ all: config.LIST_CONNECTIONS });
    const counted = new DirectoryMetrics(metrics, logger, wait, freshness, turns);
    addHeldTenants(metrics, pools.answers);
    const reads = listReads(config, pools, { turns, wait, counted });
    const projector = new Projector(pools.projection, counted, logger);
    const module = DirectoryModule.with([
      { provide: Pool, useValue: pools.answers },
      { provide: DirectoryConfig, useValue: config },
      { provide: KafkaClient, useValue: { kafka } },
      { provide: WaitFor, useValue: wait },
      { provide: Freshness, useValue: freshness },
      { provide: Projector, useValue: projector },
      { provide: DirectoryMetrics, useValue: counted },
      { provide: UserLists, useValue: new UserLists(reads) },
      { provide: ListReads, useValue: reads },
      { provide: CursorLists, useValue: new CursorLists(reads) },
    ]);
    const app = await createHttpApp(module, logger, (instance) => {
      for (const prefix of ['/internal/', '/directory/'])
        requireKey(instance, prefix, config.SERVICE_KEYS);
      addHealth(instance, metrics, async () => {
        const answered = await pools.answers.query('SELECT 1').then(
          () => true,
          () => false,
        );
        return answered ? [] : ['postgres'];
      });
    });
    app.useGlobalFilters(new ProblemFilter(logger));
    const groupId = groupOf(config.TOPIC_GENERATION);
    const topic = topics.provisioning(config.TOPIC_GENERATION);
    app.connectMicroservice({
      strategy: new EventServer({
        kafka,
        groupId,
        log: logger,
        topics: new Map([[PROVISIONING, topic]]),
      }),
    });
    await app.startAllMicroservices();
    const proof = new ReadProof({
      kafka,
      groupId,
      topic,
      log: logger,
      onProven: (at) => freshness.proven(at),
      onLag: (events) => counted.lag(events),
    });
    proof.start();
    const uncount = countDeadLetters(metrics, kafka);
    await app.listen(config.PORT, config.HOST);
    logger.info({ port: portOf(app) }, 'user-directory is up');
    return async () => {
      uncount();
      await Promise.all([app.close(), proof.stop()]);
      await Promise.all([closePools(pools), tracing?.stop()]);
    };
  },
);
