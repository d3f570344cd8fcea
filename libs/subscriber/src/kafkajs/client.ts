import type { EventMessage } from '@rollcall/contracts';
import type { Admin, Kafka, Producer } from 'kafkajs';
import type { AdminConnection, KafkaClient, Member, MemberOptions } from '../client';
import { atMost } from '../retry';
import { SupervisedConsumer } from './consumer';
import { createKafka, type KafkaOptions } from './kafka';
import { readTopic } from './read-topic';

/** A wrong address is reported within seconds. */
const QUESTION_RETRIES = 2;
const CLOSE_MS = 3_000;

/** A client of the kit made of kafkajs. It connects when it is used. */
export const kafkaJs = (options: Omit<KafkaOptions, 'clientId'>): KafkaClient => {
  const kafka = createKafka({ ...options, clientId: 'rollcall-subscriber' });
  const asking = createKafka({
    ...options,
    clientId: 'rollcall-subscriber-live',
    retries: QUESTION_RETRIES,
  });
  const notices = new Notices(kafka);
  return {
    address: options.brokers.join(', '),
    join: (member) => join(kafka, member),
    readPartition: (topic, partition, onBatch) =>
      readTopic({ kafka, topic, partitions: [partition], onBatch }),
    connectAdmin: () => connectAdmin(asking),
    publish: (topic, partition, message) => notices.publish(topic, partition, message),
    close: () => notices.close(),
  };
};

const join = (kafka: Kafka, options: MemberOptions): Member => {
  const { groupId, topic, log, handle, onAssigned, onHandled, commitLimit } = options;
  const { partitionsAtATime } = options;
  const consumer = new SupervisedConsumer({
    kafka,
    groupId,
    topics: [topic],
    fromBeginning: true,
    log,
    handle,
    ...(partitionsAtATime === undefined ? {} : { partitionsAtATime }),
    commitLimit: (_topic, partition) => commitLimit(partition),
    onHandled: ({ partition, offset }) => onHandled(partition, offset),
    onAssigned: (assigned) => onAssigned(assigned[topic] ?? []),
  });
  consumer.start();
  return {
    seek: (partition, offset) => consumer.seek({ topic, partition, offset }),
    stop: () => consumer.stop(),
  };
};

/** Rejects with what outlasted the retries of the client. */
export const connectAdmin = async (kafka: Kafka): Promise<AdminConnection> => {
  const admin = kafka.admin();
  await admin.connect();
  return {
    topics: () => admin.listTopics(),
    offsets: (topic) => admin.fetchTopicOffsets(topic),
    committed: (groupId, topic) => committed(admin, groupId, topic),
    begin: (groupId, topic, offsets) =>
      admin.setOffsets({
        groupId,
        topic,
        partitions: [...offsets].map(([partition, offset]) => ({ partition, offset })),
      }),
    close: () => admin.disconnect(),
  };
};

const committed = async (
  admin: Admin,
  groupId: string,
  topic: string,
): Promise<ReadonlyMap<number, string>> => {
  const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return new Map(found?.partitions.map(({ partition, offset }) => [partition, offset]));
};

/** Sends a message now and then. Connects when it first does. */
class Notices {
  private producer: Promise<Producer> | undefined;

  constructor(private readonly kafka: Kafka) {}

  async publish(
    topic: string,
    partition: number,
    { key, value, headers }: EventMessage,
  ): Promise<void> {
    const connecting = (this.producer ??= this.connect());
    try {
      const producer = await connecting;
      await producer.send({ topic, acks: -1, messages: [{ key, value, headers, partition }] });
    } catch (reason) {
      // The next one connects again.
      if (this.producer === connecting) this.producer = undefined;
      void disconnect(connecting);
      throw reason;
    }
  }

  async close(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await disconnect(producer);
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }
}

const disconnect = (producer: Promise<Producer> | undefined): Promise<void> =>
  atMost(
    CLOSE_MS,
    producer?.then((one) => one.disconnect()),
  );
