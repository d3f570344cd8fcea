import { KafkaConfig, kafkaOptions } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import { createLogger, List, loadConfig } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Min, MinLength } from 'class-validator';
import { Client } from 'pg';
import { localInitiator } from '../admin-kit/local-initiator';
import { dropGeneration } from '../epochs/drop-generation';

class DropConfig extends KafkaConfig {
  @IsString() @MinLength(1) DATABASE_URL!: string;
  /** The one that readers have moved to. */
  @Type(() => Number) @IsInt() @Min(2) TOPIC_GENERATION!: number;
  /** The one to delete, with whatever it still says of who was erased. */
  @Type(() => Number) @IsInt() @Min(1) DROP_GENERATION!: number;
  /** Groups of Kafka that stopped and do not come back, comma separated. */
  @IsOptional() @List() FORGET_GROUPS: string[] = [];
}

const drop = async (): Promise<void> => {
  const config = loadConfig(DropConfig);
  const logger = createLogger('scim-gateway-drop-topic');
  const client = new Client({ connectionString: config.DATABASE_URL });
  await client.connect();
  try {
    const kafka = createKafka({ ...kafkaOptions(config), clientId: 'drop-topic', log: logger });
    const { DROP_GENERATION: generation, TOPIC_GENERATION: keep, FORGET_GROUPS: forget } = config;
    await dropGeneration(client, kafka, { drop: generation, keep, forget }, localInitiator());
    logger.info({ generation }, 'topic generation dropped');
  } finally {
    await client.end();
  }
};

drop().catch((error: unknown) => {
  process.stderr.write(`The topic was not dropped: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
