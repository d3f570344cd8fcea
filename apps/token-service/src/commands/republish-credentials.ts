import { Module } from '@nestjs/common';
import { installKafkajsPatches } from '@rollcall/messaging';
import { createContainer, type Logger } from '@rollcall/platform';
import { CredentialsTopic, credentialsTopicProvider } from '../events/credentials-topic';
import { StoredCredentials } from '../events/stored-credentials';
import { CountedEnds } from '../events/topic-ends';
import { TopicRewrite } from '../events/topic-rewrite';
import { RedisReader } from '../redis/redis-connections';
import { RedisModule } from '../redis/redis.module';
import { LOGGER } from '../service/logger';
import { ServiceModule } from '../service/service.module';

const REDIS_PATIENCE_MS = 10_000;

@Module({
  imports: [ServiceModule, RedisModule],
  providers: [credentialsTopicProvider, CountedEnds, StoredCredentials, TopicRewrite],
})
class RepublishModule {}

const connected = async (redis: RedisReader): Promise<void> => {
  const until = performance.now() + REDIS_PATIENCE_MS;
  while (redis.connection === 0) {
    if (performance.now() > until) throw new Error('Redis does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Writes the credentials topic again from Redis, after its loss. Token services may run meanwhile. */
const republish = async (): Promise<void> => {
  installKafkajsPatches();
  const app = await createContainer(RepublishModule);
  const topic = app.get(CredentialsTopic);
  try {
    await connected(app.get(RedisReader));
    const published = await app.get(TopicRewrite).run();
    app.get<Logger>(LOGGER).info({ topic: topic.name, published }, 'credentials republished');
  } finally {
    await topic.close();
    await app.close();
  }
};

republish().catch((error: unknown) => {
  process.stderr.write(`The credentials were not republished: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
