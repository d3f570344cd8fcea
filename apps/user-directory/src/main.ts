import { topics } from '@rollcall/contracts';
import {
  ConsumerLagMonitor,
  createKafka,
  EventServer,
  installKafkajsPatches,
  kafkaOptions,
} from '@rollcall/messaging';
import {
  addHealth,
  assertMigrated,
  clientKeysOf,
  createHttpApp,
  createLogger,
  EventLoopWatch,
  installAsyncResourceBindPatch,
  InternalClient,
  keysOf,
  loadConfig,
  Metrics,
  portOf,
  ProblemFilter,
  requireKeys,
  run,
  Tracing,
  warnOfKeys,
  type Logger,
} from '@rollcall/platform';
import { Pool } from 'pg';
import { requireClientKeys } from './access/client-routes';
import { DirectoryConfig } from './config';
import { DirectoryModule, InternalModule } from './app.module';
import { DirectoryMetrics } from './metrics/directory-metrics';
import { INTERNAL_ROUTES } from './access/internal-routes';
import { Freshness } from './freshness/freshness';
import { addHeldTenants, countDeadLetters } from './projecting/gauges';
import { LogProofs } from './freshness/log-proofs';
import { KafkaClient, PROVISIONING } from './projecting/projecting.controller';
import { closePools, listReads, openPools } from './database/pools';
import { Projector } from './projecting/projector';
import { Statistics } from './projecting/statistics';
import { WaitFor } from './freshness/wait-for';
import { projections, SAMPLED } from './projections/projections';
import { schema } from './projections/schema';
import { CursorLists } from './lists/cursor-lists';
import { ListReads } from './lists/list-reads';
import { ListTurns } from './lists/list-turns';
import { UserLists } from './lists/resource-lists';

/** Each generation of the topic is read by a group of its own: offsets do not carry over. */
const groupOf = (generation: number): string =>
  generation === 1 ? 'user-directory' : `user-directory.g${generation}`;

/** A gateway that is frozen keeps the look at the others' answers no longer than this. */
const LOG_DEADLINE_MS = 2_000;

installKafkajsPatches();
installAsyncResourceBindPatch();

let logger: Logger;

void run(
  () => logger,
  async () => {
    const config = loadConfig(DirectoryConfig);
    logger = createLogger('user-directory', config.LOG_LEVEL);
    warnOfKeys(config, ['DIRECTORY_KEYS', 'INTERNAL_KEYS'], logger);
    const tracing = await Tracing.start('user-directory');
    await assertMigrated(config.DATABASE_URL, schema);
    const metrics = new Metrics('user-directory');
    const pools = openPools(config, (error) =>
      logger.warn({ err: error }, 'database connection lost'),
    );
    const kafka = createKafka({
      ...kafkaOptions(config),
      clientId: 'user-directory',
      log: logger,
    });
    const wait = new WaitFor(config.LIST_DEADLINE_MS);
    const freshness = new Freshness();
    const log = new InternalClient({
      service: 'scim-gateway',
      baseUrl: config.GATEWAY_INTERNAL_URL,
      key: keysOf(config, 'INTERNAL_KEYS')[0] as string,
      deadlineMs: LOG_DEADLINE_MS,
    });
    const proofs = new LogProofs({ pool: pools.answers, log, logger });
    const turns = new ListTurns({ all: config.LIST_CONNECTIONS });
    const counted = new DirectoryMetrics(metrics, logger, wait, freshness, turns);
    addHeldTenants(metrics, pools.answers);
    const reads = listReads(config, pools, { turns, wait, counted });
    const projector = new Projector({
      ...{ pool: pools.projection, projections, observer: counted, logger },
    });
    const statistics = new Statistics(pools.projection, SAMPLED, logger);
    const providers = [
      { provide: Pool, useValue: pools.answers },
      { provide: DirectoryConfig, useValue: config },
      { provide: KafkaClient, useValue: { kafka } },
      { provide: WaitFor, useValue: wait },
      { provide: LogProofs, useValue: proofs },
      { provide: Projector, useValue: projector },
      { provide: Statistics, useValue: statistics },
      { provide: DirectoryMetrics, useValue: counted },
      { provide: UserLists, useValue: new UserLists(reads) },
      { provide: ListReads, useValue: reads },
      { provide: CursorLists, useValue: new CursorLists(reads) },
    ];
    const loop = new EventLoopWatch(metrics, logger);
    const app = await createHttpApp(DirectoryModule.with(providers), logger, (instance) => {
      loop.attach(instance);
      requireClientKeys(instance, clientKeysOf(config.CLIENT_KEYS));
    });
    const internal = await createHttpApp(InternalModule.with(providers), logger, (instance) => {
      loop.attach(instance);
      requireKeys(instance, INTERNAL_ROUTES, {
        gateway: keysOf(config, 'DIRECTORY_KEYS'),
        operator: keysOf(config, 'INTERNAL_KEYS'),
      });
      addHealth(instance, metrics, async () => {
        const answered = await pools.answers.query('SELECT 1').then(
          () => true,
          () => false,
        );
        return answered ? [] : ['postgres'];
      });
    });
    for (const one of [app, internal]) one.useGlobalFilters(new ProblemFilter(logger));
    const groupId = groupOf(config.TOPIC_GENERATION);
    const topic = topics.provisioning(config.TOPIC_GENERATION);
    internal.connectMicroservice({
      strategy: new EventServer({
        kafka,
        groupId,
        log: logger,
        topics: new Map([[PROVISIONING, topic]]),
      }),
    });
    await internal.startAllMicroservices();
    const lagMonitor = new ConsumerLagMonitor({
      kafka,
      groupId,
      topic,
      log: logger,
      onCaughtUp: (at) => freshness.caughtUp(at),
      onLag: (events) => counted.lag(events),
    });
    lagMonitor.start();
    proofs.start();
    const uncount = countDeadLetters(metrics, kafka);
    statistics.due();
    await internal.listen(config.INTERNAL_PORT, config.HOST);
    await app.listen(config.PORT, config.HOST);
    logger.info({ port: portOf(app), internalPort: portOf(internal) }, 'user-directory is up');
    return async () => {
      uncount();
      proofs.stop();
      log.close();
      await Promise.all([app.close(), internal.close(), lagMonitor.stop(), statistics.stop()]);
      await Promise.all([closePools(pools), tracing?.stop()]);
    };
  },
);
