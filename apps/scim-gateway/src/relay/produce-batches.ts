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
  correlation_id: string;
  recorded_at: Date;
  redacted_at: Date | null;
}

export const messageOf = (row: EventText, epoch: string, traceparent?: string): EventMessage => {
  const event = {
    tenantId: row.tenant_id,
    position: Number(row.position),
    subject: row.subject,
    streamVersion: row.stream_version,
    type: row.type,
    version: row.version,
    text: row.data,
    actor: row.actor,
    correlationId: row.correlation_id,
    time: row.recorded_at.toISOString(),
    epoch,
    traceparent,
  };
  return toMessageOfText(row.redacted_at === null ? event : asRedacted(event));
};

/** At most so much in one send: brokers refuse a megabyte, and each event would go alone. */
const MOST_BYTES = 900_000;
/** The bytes of a message in addition to its data. */
const ENVELOPE_BYTES = 1_000;

/** The events in their order, in as few sends as brokers take. */
export const splitIntoBatches = (
  events: readonly EventText[],
): readonly (readonly EventText[])[] => {
  const sends: EventText[][] = [];
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
