import { atMost } from '@rollcall/subscriber';
import type { EventMessage } from '@rollcall/contracts';
import { KafkaJSProtocolError, type Kafka, type PartitionerArgs, type Producer } from 'kafkajs';

/** The broker will never take this message. */
export class MessageTooLarge extends Error {
  override readonly name = 'MessageTooLarge';
}

const isTooLarge = (reason: unknown): boolean => {
  for (let one: unknown = reason; one instanceof Error; one = one.cause) {
    if (one instanceof KafkaJSProtocolError && one.type === 'MESSAGE_TOO_LARGE') return true;
    if (/larger than the max message size|MESSAGE_TOO_LARGE/i.test(one.message)) return true;
  }
  return false;
};

/** Each message names its partition; kafkajs' own look at the topic's leaders again for each. */
const asNamed = ({ message }: PartitionerArgs): number => message.partition as number;

const disconnect = (producer: Promise<Producer> | undefined): Promise<void> =>
  atMost(
    3_000,
    producer?.then((one) => one.disconnect()),
  );

/** Sends to named partitions with an idempotent producer, acks=all. Connects when it first sends. */
export class EventPublisher {
  private producer: Promise<Producer> | undefined;

  constructor(private readonly kafka: Kafka) {}

  /**
   * Resolves when every replica in sync has the messages, in their order, to the offset of the
   * first; undefined when the broker had them already and does not say where.
   * Rejects with MessageTooLarge, or with what outlasted the retries; the producer is then
   * discarded, since its sequence numbers are not to be trusted any more.
   */
  async publish(
    topic: string,
    partition: number,
    messages: readonly EventMessage[],
  ): Promise<bigint | undefined> {
    const connecting = (this.producer ??= this.connect());
    try {
      const producer = await connecting;
      const [sent] = await producer.send({
        topic,
        acks: -1,
        messages: messages.map(({ key, value, headers }) => ({ key, value, headers, partition })),
      });
      const first = BigInt(sent?.baseOffset ?? -1);
      return first < 0n ? undefined : first;
    } catch (reason) {
      if (isTooLarge(reason))
        throw new MessageTooLarge('the broker refuses the size', { cause: reason });
      // Only the one that failed: another send may have made a new one meanwhile.
      if (this.producer === connecting) this.producer = undefined;
      void disconnect(connecting);
      throw reason;
    }
  }

  async close(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await disconnect(producer);
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: true,
      maxInFlightRequests: 5,
      createPartitioner: () => asNamed,
    });
    await producer.connect();
    return producer;
  }
}
