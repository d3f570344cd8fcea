import {
  asRedacted,
  toMessageOfText,
  type ReadEvent,
  type RecordedText,
} from '@rollcall/contracts';
import type { Subject, TenantId } from '@rollcall/contracts';

/** Extensions that CloudEvents has types for; in headers of Kafka everything is text. */
const TYPED: Readonly<Record<string, (text: string) => number | boolean>> = {
  position: Number,
  streamversion: Number,
  lastofrequest: (text) => text === 'true',
};

const attributeOf = (header: string): string =>
  header === 'content-type' ? 'datacontenttype' : header.replace(/^ce_/, '');

/** An event in CloudEvents' JSON format: the message of the topic with its headers as members. */
export const cloudEventOf = (event: RecordedText, installation?: string): string => {
  const { headers, value } = toMessageOfText(event, installation);
  const attributes = Object.entries(headers).map(([header, text]) => {
    const name = attributeOf(header);
    return [name, TYPED[name]?.(text) ?? text] as const;
  });
  return `${JSON.stringify(Object.fromEntries(attributes)).slice(0, -1)},"data":${value}}`;
};

export const textOf = (event: ReadEvent): RecordedText => ({
  ...event,
  text: JSON.stringify(event.data),
});

/** What was stored by `cloudEventOf`; one `source` begins with the installation of its time. */
interface StoredEvent {
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly tenant: string;
  readonly position: number;
  readonly streamversion: number;
  readonly actor: string;
  readonly actorlabel?: string;
  readonly epoch: string;
  readonly lastofrequest?: boolean;
}

/** Whose erasure it is: of a person the actor stays, of a tenant nothing that names anybody. */
export type Erased = 'person' | 'tenant';

const REDACTED = 'redacted';

/**
 * A stored event as a later generation of the topic has it: its former type at its position, no data,
 * no correlation, no trace.
 */
export const redacted = (stored: string, erased: Erased): string => {
  const event = JSON.parse(stored) as StoredEvent & { data: { type: string; version: number } };
  const [, name = '', version = ''] = /^rollcall\.([A-Za-z]+)\.v(\d+)$/.exec(event.type) ?? [];
  const was = name === 'EventRedacted' ? event.data : { type: name, version: Number(version) };
  const { actorlabel: actorLabel, lastofrequest: lastOfRequest } = event;
  const recorded: RecordedText = {
    tenantId: event.tenant as TenantId,
    position: event.position,
    subject: event.subject as Subject,
    streamVersion: event.streamversion,
    type: was.type,
    version: was.version,
    text: '',
    actor: erased === 'tenant' ? REDACTED : event.actor,
    correlationId: REDACTED,
    time: event.time,
    epoch: event.epoch,
    ...(actorLabel === undefined || erased === 'tenant' ? {} : { actorLabel }),
    ...(lastOfRequest === undefined ? {} : { lastOfRequest }),
  };
  const installation = event.source.slice(0, -`/tenants/${event.tenant}`.length);
  return cloudEventOf(asRedacted(recorded), installation);
};
