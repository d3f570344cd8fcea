import { Kafka, logLevel, type KafkaConfig, type logCreator } from 'kafkajs';
import type { Log } from '../log';

export interface KafkaOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Log;
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
  /** How often a request is tried again, some 30 s by default. */
  readonly retries?: number;
}

export type { Kafka };

const THIN_MS = 5_000;

/** kafkajs logs an outage hundreds of times a minute: the same words are said once in five seconds. */
const thinned = (log: Log): logCreator => {
  const said = new Map<string, number>();
  return () =>
    ({ level, log: { message, error } }) => {
      const now = Date.now();
      if (now - (said.get(message) ?? 0) < THIN_MS) return;
      if (said.size > 200) said.clear();
      said.set(message, now);
      if (level === logLevel.ERROR) log.warn({ error: error as unknown }, `kafka: ${message}`);
    };
};

/** A client that rides out a broker's restart: half a minute of retries, one second apart at most. */
export const createKafka = ({
  brokers,
  clientId,
  log,
  ssl,
  sasl,
  retries = 30,
}: KafkaOptions): Kafka =>
  new Kafka({
    brokers: [...brokers],
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries },
    logLevel: logLevel.ERROR,
    logCreator: thinned(log),
  });
