import { topics } from '@rollcall/contracts';
import { installKafkajsPatches, KafkaConfig, kafkaOptions } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import { createLogger, Installation, loadConfig } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, Min } from 'class-validator';
import { CredentialsTopic } from '../events/credentials-topic';
import { republishCredentials } from '../events/republish-credentials';

class MoveConfig extends KafkaConfig {
  @Type(() => Number) @IsInt() @Min(1) CREDENTIALS_GENERATION = 1;
  @Type(() => Number) @IsInt() @Min(2) NEXT_CREDENTIALS_GENERATION!: number;
  @Type(() => Number) @IsInt() @Min(1) TOPIC_PARTITIONS = 48;
  @Installation() INSTALLATION?: string;
}

/** Runs while no token service does: events of one that runs would stay in the old topic. */
const move = async (): Promise<void> => {
  installKafkajsPatches();
  const config = loadConfig(MoveConfig);
  const logger = createLogger('token-service-move-credentials');
  const kafka = createKafka({ ...kafkaOptions(config), clientId: 'move-credentials', log: logger });
  const topic = (generation: number) =>
    new CredentialsTopic(
      kafka,
      topics.credentials(generation),
      config.TOPIC_PARTITIONS,
      config.INSTALLATION,
    );
  const from = topic(config.CREDENTIALS_GENERATION);
  const to = topic(config.NEXT_CREDENTIALS_GENERATION);
  try {
    if (from.name === to.name) throw new Error('NEXT_CREDENTIALS_GENERATION must be another one.');
    const { published, left } = await republishCredentials(from, to);
    logger.info({ from: from.name, to: to.name, published, left }, 'credentials republished');
  } finally {
    await to.close();
  }
};

move().catch((error: unknown) => {
  process.stderr.write(`The credentials were not republished: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
