import {
  asRedacted,
  toMessageOfText,
  type EventMessage,
  type Subject,
  type TenantId,
} from '@rollcall/contracts';

/** An event as the relay reads it: its data stays text on the way to Kafka. */
export interface EventText {
  tenant_id: TenantId;
  position: string;
  subject: Subject;
  stream_version: number;
  type: string;
  version: number;
  data: string;
  actor: string;
  actor_label: string | null;
  correlation_id: string;
  command_id: string;
  recorded_at: Date;
  redacted_at: Date | null;
}

/** An event, and whether it is the last of its command. */
export interface ReadyEvent extends EventText {
  isLast: boolean;
}

/**
 * The first `most` of a tenant's events that were read, in their order, each with whether it is the
 * last of its command. A command's events are one append: no more of them follow later, except
 * those left out here.
 */
export const ready = (read: readonly EventText[], most: number): readonly ReadyEvent[] =>
  read
    .slice(0, most)
    .map((event, i) =>
      Object.assign(event, { isLast: read[i + 1]?.command_id !== event.command_id }),
    );

/** The published members of every event besides those of its row. */
export interface Envelope {
  readonly epoch: string;
  readonly installation: string | undefined;
  readonly traceparent?: string | undefined;
}

export const messageOf = (
  row: ReadyEvent,
  { epoch, installation, traceparent }: Envelope,
): EventMessage => {
  const event = {
    tenantId: row.tenant_id,
    position: Number(row.position),
    subject: row.subject,
    streamVersion: row.stream_version,
    type: row.type,
    version: row.version,
    text: row.data,
    actor: row.actor,
    actorLabel: row.actor_label ?? undefined,
    correlationId: row.correlation_id,
    time: row.recorded_at.toISOString(),
    epoch,
    lastOfRequest: row.isLast,
    traceparent,
  };
  return toMessageOfText(row.redacted_at === null ? event : asRedacted(event), installation);
};

/** At most so much in one send: brokers refuse a megabyte, and each event would go alone. */
const MOST_BYTES = 900_000;
/** The bytes of a message in addition to its data. */
const ENVELOPE_BYTES = 1_000;

/** The events in their order, in as few sends as brokers take. */
export const splitIntoBatches = (
  events: readonly ReadyEvent[],
): readonly (readonly ReadyEvent[])[] => {
  const sends: ReadyEvent[][] = [];
  let room = 0;
  for (const event of events) {
    const bytes = Buffer.byteLength(event.data) + ENVELOPE_BYTES;
    if (bytes > room || sends.length === 0) {
      sends.push([]);
      room = MOST_BYTES;
    }
    sends.at(-1)?.push(event);
    room -= bytes;
  }
  return sends;
};
