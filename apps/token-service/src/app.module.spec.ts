import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import { AppModule } from './app.module';
import { TokenConfig } from './config/token-config';
import { EventsModule } from './events/events.module';
import { MonitoringModule } from './monitoring/monitoring.module';
import { RedisModule } from './redis/redis.module';

const STOPPED = [MonitoringModule, EventsModule, RedisModule];

const config = Object.assign(new TokenConfig(), {
  REDIS_URL: 'redis://127.0.0.1:1',
  KAFKA_BROKERS: ['127.0.0.1:1'],
  TOKEN_PEPPERS: ['spec:0123456789abcdef'],
  LOG_LEVEL: 'silent',
});

it('stops what changes the store first, then the relay, and the connections to Redis last', async () => {
  const app = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(TokenConfig)
    .useValue(config)
    .compile();
  const order: string[] = [];
  for (const one of STOPPED) {
    const module = app.get<{ onApplicationShutdown(): unknown }>(one);
    const stop = module.onApplicationShutdown.bind(module);
    module.onApplicationShutdown = () => {
      order.push(one.name);
      return stop();
    };
  }
  await app.close();
  expect(order).toEqual(STOPPED.map(({ name }) => name));
});
