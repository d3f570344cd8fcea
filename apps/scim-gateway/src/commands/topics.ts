import { topics } from '@rollcall/contracts';
import { createKafka, ensureTopics, KafkaConfig, kafkaOptions } from '@rollcall/messaging';
import { createLogger, Flag, loadConfig } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Min } from 'class-validator';

class TopicsConfig extends KafkaConfig {
  @Type(() => Number) @IsInt() @Min(1) TOPIC_GENERATION = 1;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) NEXT_TOPIC_GENERATION?: number;
  @Type(() => Number) @IsInt() @Min(1) CREDENTIALS_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) TOPIC_PARTITIONS = 48;
  @Flag() DEVELOPMENT = false;
}

const config = loadConfig(TopicsConfig);
const logger = createLogger('scim-gateway-topics');
const { TOPIC_PARTITIONS: partitions, NEXT_TOPIC_GENERATION: next } = config;
const generations = [config.TOPIC_GENERATION, ...(next === undefined ? [] : [next])];

ensureTopics(
  createKafka({ ...kafkaOptions(config), clientId: 'topics', log: logger }),
  [
    ...generations.map((one) => ({ topic: topics.provisioning(one), partitions })),
    { topic: topics.credentials(config.CREDENTIALS_GENERATION), partitions },
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
