import { topics } from '@rollcall/contracts';
import { ensureTopics, KafkaConfig, kafkaOptions } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import { createLogger, Flag, loadConfig } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Min } from 'class-validator';

class TopicsConfig extends KafkaConfig {
  @Type(() => Number) @IsInt() @Min(1) TOPIC_GENERATION = 1;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) NEXT_TOPIC_GENERATION?: number;
  @Type(() => Number) @IsInt() @Min(1) CREDENTIALS_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) TOPIC_PARTITIONS = 48;
  /** Of the next generation. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) NEXT_TOPIC_PARTITIONS?: number;
  /** Of the credentials topic, which does not move with the other. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) CREDENTIALS_PARTITIONS?: number;
  @Type(() => Number) @IsInt() @Min(0) HEARTBEAT_SECONDS = 5;
  @Flag() DEVELOPMENT = false;
}

/** Of a heartbeat only the newest is of interest. */
const HEARTBEATS_MS = 3_600_000;

const config = loadConfig(TopicsConfig);
const logger = createLogger('scim-gateway-topics');
const { TOPIC_PARTITIONS: partitions, NEXT_TOPIC_GENERATION: next } = config;
const { NEXT_TOPIC_PARTITIONS: more = partitions, CREDENTIALS_PARTITIONS = partitions } = config;
const published = [
  { topic: topics.provisioning(config.TOPIC_GENERATION), partitions },
  ...(next === undefined ? [] : [{ topic: topics.provisioning(next), partitions: more }]),
];
const beating = config.HEARTBEAT_SECONDS > 0 ? published : [];

ensureTopics(
  createKafka({ ...kafkaOptions(config), clientId: 'topics', log: logger }),
  [
    ...published,
    ...beating.map(({ topic }) => ({
      topic: topics.heartbeat(topic),
      partitions: 1,
      keepsMs: HEARTBEATS_MS,
    })),
    {
      topic: topics.credentials(config.CREDENTIALS_GENERATION),
      partitions: CREDENTIALS_PARTITIONS,
    },
    { topic: topics.deadLetters(), partitions: 1 },
  ],
  { singleNode: config.DEVELOPMENT },
).then(
  () => logger.info('topics ready'),
  (error: unknown) => {
    process.stderr.write(`The topics could not be made: ${String(error)}\n`);
    process.exitCode = 1;
  },
);
