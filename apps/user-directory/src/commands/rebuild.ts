import { installKafkajsPatches, KafkaConfig, kafkaOptions } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import {
  createLogger,
  createPool,
  InternalClient,
  Keys,
  keysOf,
  List,
  loadConfig,
  type Logger,
} from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';
import { Projector } from '../projecting/projector';
import { projections } from '../projections/projections';
import { Rebuild } from '../rebuilding/rebuild';
import { NEXT } from '../rebuilding/rebuild.queries';

class RebuildConfig extends KafkaConfig {
  @IsString() @MinLength(1) DATABASE_URL!: string;
  @Keys() INTERNAL_KEYS?: string[];
  @IsOptional() @List() SERVICE_KEYS?: string[];
  @IsUrl({ require_tld: false }) GATEWAY_INTERNAL_URL!: string;
  @Type(() => Number) @IsInt() @Min(1) TOPIC_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(16) REBUILD_PARALLEL = 4;
}

const print = (text: string): void => void process.stdout.write(text);

const LOG_EVERY_MS = 10_000;

/** A bar for somebody who watches; for a log, a line now and then. */
const progressOf = (logger: Logger): ((read: number, all: number) => void) => {
  if (process.stdout.isTTY)
    return (read, all) => {
      const done = all === 0 ? 1 : read / all;
      print(`\r[${'='.repeat(Math.round(done * 30)).padEnd(30)}] ${read} of ${all} events`);
    };
  let last = performance.now();
  return (read, all) => {
    if (performance.now() - last < LOG_EVERY_MS) return;
    last = performance.now();
    logger.info({ read, all }, 'rebuild progress');
  };
};

const main = async (): Promise<number> => {
  installKafkajsPatches();
  const config = loadConfig(RebuildConfig);
  const logger = createLogger('rebuild', 'info');
  const onError = (error: Error): void => logger.warn({ err: error }, 'database connection lost');
  const live = createPool({ url: config.DATABASE_URL, name: 'rollcall-rebuild', max: 3, onError });
  const next = createPool({
    url: config.DATABASE_URL,
    name: 'rollcall-rebuild-next',
    max: config.REBUILD_PARALLEL + 2,
    onError,
    searchPath: NEXT,
  });
  // The swap's own commit is durable, and with it all that was written before.
  next.on('connect', (client) => {
    client.query('SET synchronous_commit = off').catch(onError);
  });
  const began = performance.now();
  let events = 0;
  const projector = new Projector({
    pool: next,
    projections,
    logger,
    observer: {
      projected: (count, moved) => {
        events += count;
        rebuild.projected(moved);
      },
      skipped: () => undefined,
      held: (tenantId, reason) => print(`\n${tenantId} is held: ${reason}\n`),
    },
  });
  const rebuild: Rebuild = new Rebuild({
    live,
    next,
    projector,
    kafka: createKafka({ ...kafkaOptions(config), clientId: 'rebuild', log: logger }),
    generation: config.TOPIC_GENERATION,
    log: new InternalClient({
      service: 'scim-gateway',
      baseUrl: config.GATEWAY_INTERNAL_URL,
      key: keysOf(config, 'INTERNAL_KEYS')[0] as string,
      deadlineMs: 10_000,
    }),
    parallel: config.REBUILD_PARALLEL,
    progress: progressOf(logger),
    resumed: (read) => logger.info({ read }, 'an earlier rebuild is continued'),
  });
  const compared = await rebuild.run();
  const seconds = (performance.now() - began) / 1_000;
  print(
    `\n${events} events in ${seconds.toFixed(1)} s, ${Math.round(events / seconds)} a second\n\n`,
  );
  for (const { tenantId, position, log, rebuilt, equal } of compared)
    print(
      `${equal ? 'equal ' : 'DIFFER'}  ${tenantId} #${position}  log ${log}  rebuilt ${rebuilt ?? 'nothing'}\n`,
    );
  const differ = compared.filter(({ equal }) => !equal).length;
  print(differ === 0 ? '\nSwapped.\n' : `\n${differ} tenants differ: nothing was swapped.\n`);
  await Promise.all([live.end(), next.end()]);
  return differ === 0 ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`\nThe directory could not be rebuilt: ${String(error)}\n`);
    process.exit(1);
  },
);
