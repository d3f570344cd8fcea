import { topics } from '@rollcall/contracts';
import { createKafka, ensureTopics, KafkaConfig, kafkaOptions } from '@rollcall/messaging';
import { createLogger, loadConfig } from '@rollcall/platform';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, Min } from 'class-validator';

class TopicsConfig extends KafkaConfig {
  @Type(() => Number) @IsInt() @Min(1) TOPIC_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(1) TOPIC_PARTITIONS = 48;
  @Transform(({ value }: { value: unknown }) => value === true || value === 'true')
  @IsBoolean()
  DEVELOPMENT = false;
}

const config = loadConfig(TopicsConfig);
const logger = createLogger('scim-gateway-topics');
const { TOPIC_GENERATION: generation, TOPIC_PARTITIONS: partitions } = config;

ensureTopics(
  createKafka({ ...kafkaOptions(config), clientId: 'topics', log: logger }),
  [
    { topic: topics.provisioning(generation), partitions },
    { topic: topics.credentials(generation), partitions },
    { topic: topics.deadLetters(), partitions: 1 },
  ],
  { singleNode: config.DEVELOPMENT },
).then(
  () => logger.info('the topics are there'),
  (error: unknown) => {
    process.stderr.write(`The topics could not be made: ${String(error)}\n`);
    process.exitCode = 1;
  },
);
