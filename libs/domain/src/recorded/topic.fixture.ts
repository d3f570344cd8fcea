/** A topic as a reader meets it: its records in the order of their delivery. */
import {
  asRedacted,
  toMessageOfText,
  topics,
  type EventMessage,
  type Recorded,
} from '@rollcall/contracts';
import type { TenantState } from './history.fixture';

/** One line of a recorded topic. */
export interface TopicRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** As text; bytes that are no text have `valueBase64`. Null: a record without a value. */
  readonly value?: string | null;
  readonly valueBase64?: string;
}

/** Why a tenant is not read on. */
export type HoldReason = 'unreadable' | 'unknown-version' | 'gap' | 'history';

export interface ExpectedHold {
  readonly tenant: string;
  readonly reason: HoldReason;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** The cause goes away later in the same log, and the tenant continues. */
  readonly ends?: true;
}

export interface Expected {
  readonly about: string;
  readonly tenants: Readonly<Record<string, TenantState>>;
  readonly holds: readonly ExpectedHold[];
}

export interface RecordedTopic extends Expected {
  readonly records: readonly TopicRecord[];
}

/** Kafka's default partitioner, for four partitions. */
export const PARTITIONS = 4;
const PARTITION: Readonly<Record<string, number>> = {
  acme: 0,
  stark: 0,
  oscorp: 0,
  hooli: 1,
  wayne: 1,
  duff: 1,
  soylent: 1,
  initech: 2,
  umbrella: 2,
  wonka: 2,
  tyrell: 2,
  aperture: 2,
  globex: 3,
  cyberdyne: 3,
  octan: 3,
};

const partitionOf = (tenant: string): number => {
  const partition = PARTITION[tenant];
  if (partition === undefined) throw new Error(`the partition of ${tenant} is not known`);
  return partition;
};

/** What is wrong with a message. */
export type Wrong = Partial<Omit<TopicRecord, 'headers'>> & {
  readonly headers?: Readonly<Record<string, string | undefined>>;
};

export class Topic {
  private readonly ends = new Map<string, number>();
  private readonly written: TopicRecord[] = [];
  private topic = topics.provisioning();

  constructor(private readonly installation = '') {}

  records(): readonly TopicRecord[] {
    return this.written;
  }

  /** The next generation, which starts at offset 0. */
  generation(number: number): this {
    this.topic = topics.provisioning(number);
    return this;
  }

  publish(...events: readonly Recorded[]): this {
    for (const event of events) this.add(this.messageOf(event));
    return this;
  }

  /** As in a generation after an erasure: the event keeps its place alone. */
  publishRedacted(...events: readonly Recorded[]): this {
    for (const { data, ...event } of events)
      this.add(toMessageOfText(asRedacted({ ...event, text: JSON.stringify(data) })));
    return this;
  }

  /** Another writer, or another release, made this of the message. */
  publishWrong(event: Recorded, wrong: Wrong): this {
    const { headers = {}, ...rest } = wrong;
    const message = this.messageOf(event);
    const all: Record<string, string | undefined> = { ...message.headers, ...headers };
    const kept = Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const { value, ...whole } = { ...message, ...rest, headers: kept };
    return this.add(
      wrong.valueBase64 === undefined ? { ...whole, value } : whole,
      partitionOf(message.key),
    );
  }

  /** Records that were delivered are delivered again: the reader, or a member before it, had crashed. */
  deliverAgain(partition: number, fromOffset: number): this {
    const again = this.written.filter(
      (one) => one.topic === this.topic && one.partition === partition && one.offset >= fromOffset,
    );
    this.written.push(...again);
    return this;
  }

  /** A hold at the record that was published last. */
  hold(tenant: string, reason: HoldReason): ExpectedHold {
    const last = this.written.at(-1);
    if (!last) throw new Error('nothing was published');
    const { topic, partition, offset } = last;
    return { tenant, reason, topic, partition, offset };
  }

  private messageOf({ data, ...event }: Recorded): EventMessage {
    return toMessageOfText({ ...event, text: JSON.stringify(data) }, this.installation);
  }

  private add(
    message: Omit<TopicRecord, 'topic' | 'partition' | 'offset'>,
    partition = partitionOf(String(message.key)),
  ): this {
    const { topic } = this;
    const place = `${topic}/${partition}`;
    const offset = this.ends.get(place) ?? 0;
    this.ends.set(place, offset + 1);
    this.written.push({ topic, partition, offset, ...message });
    return this;
  }
}
