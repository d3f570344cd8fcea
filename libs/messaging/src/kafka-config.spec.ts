import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { KafkaConfig, kafkaOptions } from './kafka-config';

const configOf = (given: Record<string, string>): KafkaConfig =>
  plainToInstance(KafkaConfig, given, { exposeDefaultValues: true });

const problems = (given: Record<string, string>): string[] =>
  validateSync(configOf(given)).map(({ property }) => property);

const KAFKA_BROKERS = 'a:9092, b:9092';

describe('the way to Kafka', () => {
  it('is plain when nothing else is said', () => {
    expect(problems({ KAFKA_BROKERS })).toEqual([]);
    expect(kafkaOptions(configOf({ KAFKA_BROKERS }))).toEqual({ brokers: ['a:9092', 'b:9092'] });
  });

  it('is encrypted, with a name and a password, when configured', () => {
    const given = {
      KAFKA_BROKERS,
      KAFKA_TLS: 'true',
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_USERNAME: 'rollcall',
      KAFKA_PASSWORD: 'secret',
    };
    expect(problems(given)).toEqual([]);
    expect(kafkaOptions(configOf(given))).toMatchObject({
      ssl: true,
      sasl: { mechanism: 'scram-sha-512', username: 'rollcall', password: 'secret' },
    });
  });

  it.each(['True', '1', 'yes', 'on'])(
    'is not plain because KAFKA_TLS is %s: refused',
    (KAFKA_TLS) => {
      expect(problems({ KAFKA_BROKERS, KAFKA_TLS })).toEqual(['KAFKA_TLS']);
      expect(problems({ KAFKA_BROKERS, KAFKA_TLS: 'false' })).toEqual([]);
    },
  );

  it('shows a certificate when it has one', () => {
    const given = { KAFKA_BROKERS, KAFKA_TLS: 'true', KAFKA_TLS_CERT: 'C', KAFKA_TLS_KEY: 'K' };
    expect(kafkaOptions(configOf(given)).ssl).toEqual({ cert: 'C', key: 'K' });
  });

  it('is refused when half of it is missing', () => {
    expect(problems({})).toEqual(['KAFKA_BROKERS']);
    expect(problems({ KAFKA_BROKERS, KAFKA_TLS_CERT: 'C' })).toEqual(['KAFKA_TLS_KEY']);
    expect(problems({ KAFKA_BROKERS, KAFKA_SASL_MECHANISM: 'plain' })).toEqual([
      'KAFKA_USERNAME',
      'KAFKA_PASSWORD',
    ]);
    expect(
      problems({
        KAFKA_BROKERS,
        KAFKA_SASL_MECHANISM: 'md5',
        KAFKA_USERNAME: 'u',
        KAFKA_PASSWORD: 'p',
      }),
    ).toEqual(['KAFKA_SASL_MECHANISM']);
  });
});
