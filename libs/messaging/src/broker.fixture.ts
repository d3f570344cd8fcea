/** What the specs on a real broker share: topics of their own, and events published to them. */
import { createKafka, type Log } from '@rollcall/subscriber';
import { subject, tenantId, toMessage, type EventMessage } from '@rollcall/contracts';
import { engines, unique } from '@rollcall/testing';
import type { Kafka } from 'kafkajs';
import { EventPublisher } from './event-publisher';
import { ensureTopics } from './topics';

export interface Lines extends Log {
  readonly warnings: string[];
  readonly errors: string[];
}

/** A log that can be read. */
export const lines = (): Lines => {
  const warnings: string[] = [];
  const errors: string[] = [];
  return {
    warnings,
    errors,
    warn: (_fields, text) => void warnings.push(text),
    error: (_fields, text) => void errors.push(text),
  };
};

export const message = (
  tenant: string,
  position: number,
  change: { type?: string; data?: object; headers?: Record<string, string> } = {},
): EventMessage => {
  const made = toMessage({
    tenantId: tenantId(tenant),
    position,
    subject: subject('users', 'u1'),
    streamVersion: position,
    type: change.type ?? 'UserDeactivated',
    version: 1,
    data: change.data ?? { userId: 'u1', login: 'a@example.com', userName: 'A@example.com' },
    actor: 'token:t1',
    correlationId: 'c1',
    time: '2026-01-01T00:00:00.000Z',
    epoch: 'e1',
  });
  return { ...made, headers: { ...made.headers, ...change.headers } };
};

/** A message that no reader can read; its key names the tenant. */
export const poison = (tenant: string, position: number): EventMessage => ({
  ...message(tenant, position),
  value: '{ half',
});

export interface Broker {
  readonly kafka: Kafka;
  readonly brokers: readonly string[];
  readonly topic: string;
  publish(partition: number, ...messages: EventMessage[]): Promise<void>;
  close(): Promise<void>;
}

export const broker = async (partitions: number): Promise<Broker> => {
  const { brokers } = engines();
  const kafka = createKafka({ brokers, clientId: 'spec', log: lines() });
  const topic = unique('spec');
  await ensureTopics(kafka, [{ topic, partitions }], { singleNode: true });
  const publisher = new EventPublisher(kafka);
  return {
    kafka,
    brokers,
    topic,
    publish: async (partition, ...messages) => {
      await publisher.publish(topic, partition, messages);
    },
    close: () => publisher.close(),
  };
};

type Listener = (event: { payload: unknown }) => void;

export interface Tapped {
  readonly kafka: Kafka;
  /** The settings that clients were made with, in their order. */
  readonly settings: Record<string, unknown>[];
  /** The crash event of the nth consumer. */
  crash(nth: number): void;
  /** The commits of all consumers: the offsets of each. */
  readonly commits: string[][];
}

/** The same client, with an ear on the consumers and producers that it makes. */
export const tap = (kafka: Kafka): Tapped => {
  const settings: Record<string, unknown>[] = [];
  const crashes: Listener[] = [];
  const commits: string[][] = [];
  const tapped = Object.create(kafka) as Kafka;
  tapped.producer = (options) => {
    settings.push({ ...options });
    return kafka.producer(options);
  };
  tapped.consumer = (options) => {
    settings.push({ ...options });
    const consumer = kafka.consumer(options);
    const { on, commitOffsets } = consumer;
    consumer.on = ((name: string, listener: Listener) => {
      if (name === consumer.events.CRASH) crashes.push(listener);
      return on(name as never, listener);
    }) as typeof consumer.on;
    consumer.commitOffsets = (offsets) => {
      commits.push(offsets.map(({ offset }) => offset));
      return commitOffsets(offsets);
    };
    return consumer;
  };
  return {
    kafka: tapped,
    settings,
    commits,
    crash: (nth) => crashes[nth]?.({ payload: { error: new Error('crashed'), restart: false } }),
  };
};
