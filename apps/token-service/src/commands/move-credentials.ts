import { topics } from '@rollcall/contracts';
import {
  createKafka,
  EventPublisher,
  installKafkajsPatches,
  KafkaConfig,
  kafkaOptions,
} from '@rollcall/messaging';
import { createLogger, loadConfig } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, Min } from 'class-validator';
import { reading, telling } from '../events/credentials-topic';
import { tellAnew } from '../events/republish-credentials';

class MoveConfig extends KafkaConfig {
  @Type(() => Number) @IsInt() @Min(1) CREDENTIALS_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(2) NEXT_CREDENTIALS_GENERATION!: number;
  @Type(() => Number) @IsInt() @Min(1) TOPIC_PARTITIONS = 48;
}

/** While no token service runs: what one tells meanwhile would be left behind. */
const move = async (): Promise<void> => {
  installKafkajsPatches();
  const config = loadConfig(MoveConfig);
  const logger = createLogger('token-service-move-credentials');
  const kafka = createKafka({ ...kafkaOptions(config), clientId: 'move-credentials', log: logger });
  const publisher = new EventPublisher(kafka);
  const from = topics.credentials(config.CREDENTIALS_GENERATION);
  const to = topics.credentials(config.NEXT_CREDENTIALS_GENERATION);
  try {
    if (from === to) throw new Error('NEXT_CREDENTIALS_GENERATION must be another one.');
    const tell = telling(publisher, to, config.TOPIC_PARTITIONS);
    const { told, left } = await tellAnew(reading(kafka, from), tell);
    logger.info({ from, to, told, left }, 'credentials republished');
  } finally {
    await publisher.close();
  }
};

move().catch((error: unknown) => {
  process.stderr.write(`The credentials were not republished: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
