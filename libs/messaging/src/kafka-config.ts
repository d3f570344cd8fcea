import type { KafkaOptions } from '@rollcall/subscriber';
import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsBoolean, IsIn, IsString, MinLength, ValidateIf } from 'class-validator';

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value;
/** Another text than these two is refused by IsBoolean: it must not be read as off. */
const flag = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

const signsIn = (config: KafkaConfig): boolean => config.KAFKA_SASL_MECHANISM !== undefined;
const showsCertificate = (config: KafkaConfig): boolean =>
  config.KAFKA_TLS_CERT !== undefined || config.KAFKA_TLS_KEY !== undefined;

/** How Kafka is reached: the part of every service's configuration that says it. */
export class KafkaConfig {
  /** Addresses of the brokers, comma separated. */
  @Transform(list) @ArrayNotEmpty() KAFKA_BROKERS!: string[];
  /**
   * TLS to the brokers, with a check of their certificates. Give a private authority with
   * NODE_EXTRA_CA_CERTS.
   */
  @Transform(flag) @IsBoolean() KAFKA_TLS = false;
  /** PEM of the client certificate, for brokers that require one. */
  @ValidateIf(showsCertificate) @IsString() KAFKA_TLS_CERT?: string;
  /** PEM of its key. */
  @ValidateIf(showsCertificate) @IsString() KAFKA_TLS_KEY?: string;
  /** `plain`, `scram-sha-256` or `scram-sha-512`; without it no SASL. */
  @ValidateIf(signsIn) @IsIn(MECHANISMS) KAFKA_SASL_MECHANISM?: (typeof MECHANISMS)[number];
  /** The Kafka user of this service, with the rights of `k8s/kafka/rights.json`. */
  @ValidateIf(signsIn) @IsString() @MinLength(1) KAFKA_USERNAME?: string;
  /** Its password. */
  @ValidateIf(signsIn) @IsString() @MinLength(1) KAFKA_PASSWORD?: string;
}

/** The options of `createKafka` that a configuration stands for. */
export const kafkaOptions = (
  config: KafkaConfig,
): Pick<KafkaOptions, 'brokers' | 'ssl' | 'sasl'> => ({
  brokers: config.KAFKA_BROKERS,
  ...(config.KAFKA_TLS ? { ssl: tlsOf(config) } : {}),
  ...(signsIn(config) ? { sasl: saslOf(config) } : {}),
});

const tlsOf = ({ KAFKA_TLS_CERT: cert, KAFKA_TLS_KEY: key }: KafkaConfig): KafkaOptions['ssl'] =>
  cert && key ? { cert, key } : true;

const saslOf = (config: KafkaConfig): NonNullable<KafkaOptions['sasl']> => {
  const { KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD } = config;
  return {
    mechanism: KAFKA_SASL_MECHANISM as 'plain',
    username: KAFKA_USERNAME as string,
    password: KAFKA_PASSWORD as string,
  };
};
