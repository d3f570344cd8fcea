import type { ClientBase } from 'pg';
import * as sql from './topic-verification.queries';

/** An event as the topic has it. */
export interface PublishedEvent {
  readonly tenantId: string;
  readonly position: number;
  readonly subject: string;
  readonly streamVersion: number;
  readonly type: string;
  readonly time: string;
}

export interface TopicReader {
  /** The offset that the next message of each partition will have. */
  ends(): Promise<ReadonlyMap<number, bigint>>;
  /** Everything from these offsets to the end that the topic has now; resolves to that end. */
  read(
    from: ReadonlyMap<number, bigint>,
    take: (events: readonly PublishedEvent[]) => Promise<void>,
  ): Promise<ReadonlyMap<number, bigint>>;
}

/** To publish more would break the order or completeness of the topic: an operator has to look. */
export class RelayStopped extends Error {
  override readonly name = 'RelayStopped';
}

interface LoggedEventRow {
  tenant_id: string;
  position: string;
  subject: string;
  stream_version: number;
  type: string;
  recorded_at: Date;
  redacted: boolean;
}

const keyOf = (tenantId: string, position: number | string): string => `${tenantId}/${position}`;

/**
 * Verifies that the log has every event of the topic: it reads the messages since the offsets that
 * the log itself remembers, and compares them. A log that went back in time remembers older
 * offsets, so that everything it has forgotten is read again; else hardly anything is read.
 * Resolves to the verified ends, or to where the histories part.
 */
export const verifyTopicAgainstLog = async (
  client: ClientBase,
  reader: TopicReader,
  generation: number,
): Promise<{
  readonly proven: ReadonlyMap<number, bigint>;
  /** By tenant: the last position before the first that differs. */
  readonly agreed: ReadonlyMap<string, number>;
  readonly lost: readonly number[];
}> => {
  const { rows } = await client.query<{ partition: number; next: string }>(sql.PUBLISHED, [
    generation,
  ]);
  const published = new Map(rows.map(({ partition, next }) => [partition, BigInt(next)]));
  const ends = await reader.ends();
  const behind = [...published].filter(([partition, next]) => next > (ends.get(partition) ?? 0n));
  // The offsets are saved now and then, the positions of tenants with every send.
  const isEmpty = [...ends.values()].every((end) => end === 0n);
  const isLost = isEmpty && (await hasPublished(client, generation));
  const lost = isLost ? [...ends.keys()] : behind.map(([partition]) => partition);
  const agreed = new Map<string, number>();
  const proven = await reader.read(published, async (events) => {
    const values = [events.map((one) => one.tenantId), events.map((one) => one.position)];
    const { rows: found } = await client.query<LoggedEventRow>({
      name: 'events-at',
      text: sql.EVENTS_AT,
      values,
    });
    const known = new Map(found.map((row) => [keyOf(row.tenant_id, row.position), row]));
    for (const event of events) {
      const { tenantId, position } = event;
      if (isSame(event, known.get(keyOf(tenantId, position)))) continue;
      agreed.set(tenantId, Math.min(position - 1, agreed.get(tenantId) ?? position));
    }
  });
  return { proven, agreed, lost };
};

const hasPublished = async (client: ClientBase, generation: number): Promise<boolean> => {
  const { rows } = await client.query<{ has: boolean }>(sql.HAS_PUBLISHED, [generation]);
  return rows[0]?.has === true;
};

// The data is not compared: generations that published an event before its erasure keep its data,
// those that publish it afterwards have it redacted.
const isSame = (event: PublishedEvent, row: LoggedEventRow | undefined): boolean =>
  row !== undefined &&
  row.subject === event.subject &&
  row.stream_version === event.streamVersion &&
  (row.type === event.type || (row.redacted && event.type === 'EventRedacted')) &&
  row.recorded_at.getTime() === Date.parse(event.time);

/** In words for an operator. */
export const stopReason = (
  topic: string,
  agreed: ReadonlyMap<string, number>,
  lost: readonly number[],
): string | undefined => {
  const [first] = agreed;
  if (first)
    return (
      `The topic ${topic} has events that the event log does not have, for ${agreed.size} tenants: ` +
      `the first is ${first[0]} after position ${first[1]}. The log went back in time. ` +
      'Start a new generation of the topic: see docs/reliability.md.'
    );
  if (lost.length > 0)
    return (
      `The topic ${topic} ends before the last published event, in ${lost.length} partitions: Kafka lost events. ` +
      'Start a new generation of the topic: see docs/reliability.md.'
    );
  return undefined;
};
