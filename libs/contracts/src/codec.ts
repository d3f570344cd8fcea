import { disagreement } from './agreement';
import { catalogue, isEventType, type AnyEvent } from './catalogue';
import { schemaId } from './payload-schema';
import {
  actorKind,
  type Fact,
  type Recorded,
  type RecordedEach,
  type Subject,
  type TenantId,
} from './event';

/**
 * CloudEvents 1.0, Kafka protocol binding, binary content mode: attributes are `ce_` headers,
 * the value is the data alone as JSON, the key is the tenant id.
 */
export interface EventMessage {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is on the log of the gateway: the data is JSON text already. */
export type RecordedText = Omit<Recorded, 'data'> & {
  readonly text: string;
  /** W3C trace context of what caused it, where that is traced. */
  readonly traceparent?: string | undefined;
};

/**
 * A message that is no event of ours, a version of a known type that this reader does not know, or
 * one that contradicts itself.
 */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

const PREFIX = 'rollcall.';

/**
 * The id of an event, unique in its source. A log that went back in time gives a position again: then
 * the epoch is another one. What is left of a redacted event is another event at the same position.
 */
const idOf = ({
  tenantId,
  position,
  epoch,
  subject,
  streamVersion,
  type,
}: RecordedText): string => {
  if (position === 0) return `${subject}/${streamVersion}`;
  const id = `${tenantId}/${position}/${epoch}`;
  return type === 'EventRedacted' ? `${id}/redacted` : id;
};

const labelOf = ({ actorLabel }: RecordedText): { ce_actorlabel?: string } =>
  actorLabel === undefined ? {} : { ce_actorlabel: actorLabel };

/**
 * The message of an event whose data is JSON text already. `installation`: the URI that `ce_source`
 * begins with; without one it is the path of the tenant alone.
 */
export const toMessageOfText = (event: RecordedText, installation = ''): EventMessage => ({
  key: event.tenantId,
  value: event.text,
  headers: {
    ce_specversion: '1.0',
    ce_type: `${PREFIX}${event.type}.v${event.version}`,
    ce_source: `${installation}/tenants/${event.tenantId}`,
    ce_subject: event.subject,
    ce_id: idOf(event),
    ce_time: event.time,
    ce_dataschema: schemaId(event.type, event.version),
    'content-type': 'application/json',
    ce_tenant: event.tenantId,
    ce_position: String(event.position),
    ce_streamversion: String(event.streamVersion),
    ce_actor: event.actor,
    ce_actorkind: actorKind(event.actor),
    ...labelOf(event),
    ce_correlationid: event.correlationId,
    ce_epoch: event.epoch,
    ...(event.lastOfRequest === undefined ? {} : { ce_lastofrequest: String(event.lastOfRequest) }),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  },
});

export const toMessage = (event: Recorded, installation?: string): EventMessage =>
  toMessageOfText({ ...event, text: JSON.stringify(event.data) }, installation);

/** The data of an erased event: only its former type, at its position. */
export const asRedacted = (event: RecordedText): RecordedText => ({
  ...event,
  type: 'EventRedacted',
  version: catalogue.EventRedacted.version,
  text: JSON.stringify({ type: event.type, version: event.version }),
});

type Headers = Readonly<Record<string, unknown>>;

const headerText = (headers: Headers, name: string): string => {
  const value = headers[name];
  if (value === undefined || value === null) throw new UnreadableEvent(`header ${name} is missing`);
  return String(value);
};

const count = (headers: Headers, name: string): number => {
  const value = Number(headerText(headers, name));
  if (!Number.isSafeInteger(value) || value < 0)
    throw new UnreadableEvent(`header ${name} is not a whole number`);
  return value;
};

/** Streams are counted in four bytes wherever they are stored. */
const MOST_VERSIONS = 2 ** 31 - 1;

const MOMENT =
  /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/;

/** Days that not every month, or not every year, has: a Date takes them for one of the next month. */
const DOUBTFUL = /^\d{4}-(?:02-(?:29|3)|(?:0[469]|11)-31)/;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const isDay = (text: string): boolean =>
  !DOUBTFUL.test(text) || (text.slice(5, 10) === '02-29' && isLeap(Number(text.slice(0, 4))));

/**
 * RFC 3339, as far as a fact has one: what no store takes for a moment must not reach one. Postgres
 * knows no 30th of February, no year 0 and no offset of 16 hours.
 */
export const isMoment = (text: string): boolean =>
  MOMENT.test(text) && isDay(text) && !Number.isNaN(Date.parse(text));

const moment = (headers: Headers, name: string): string => {
  const text = headerText(headers, name);
  if (!isMoment(text)) throw new UnreadableEvent(`header ${name} is no moment`);
  return text;
};

const typeAndVersion = (ceType: string): { type: string; version: number } => {
  const match = /^rollcall\.([A-Za-z]+)\.v([1-9]\d*)$/.exec(ceType);
  if (!match) throw new UnreadableEvent(`ce_type ${ceType} is not one of Rollcall's`);
  return { type: match[1] as string, version: Number(match[2]) };
};

interface Read {
  /** W3C trace context of what caused it, where that is traced. */
  readonly traceparent?: string;
}

/** An event of the catalogue: its type says what its data are. */
export type KnownEvent<E extends AnyEvent = AnyEvent> = RecordedEach<E> &
  Read & { readonly known: true };

/**
 * An event of a type that this reader does not know, and may skip. Nothing may be read of its data:
 * so a comparison of `type` alone narrows the data of all others.
 */
export type UnknownEvent = Recorded<Fact<string, never>> & Read & { readonly known: false };

/** An event as it was read: `type` decides the type of its data, and `known` those that may be skipped. */
export type ReadEvent = KnownEvent | UnknownEvent;

/**
 * Reads a message. Key and value may be strings or buffers.
 * Throws UnreadableEvent for a message that must not be passed over: missing headers, broken JSON,
 * an unknown version of a known type, key, headers and data that do not name one tenant and one
 * stream. An unknown type *name* is readable, with `known: false`.
 */
export const fromMessage = (message: {
  readonly key: unknown;
  readonly value: unknown;
  readonly headers?: Headers | undefined;
}): ReadEvent => {
  const headers = message.headers ?? {};
  const { type, version } = typeAndVersion(headerText(headers, 'ce_type'));
  const known = isEventType(type);
  if (known && version > catalogue[type].version)
    throw new UnreadableEvent(
      `${type} has version ${version}; this reader knows 1 to ${catalogue[type].version}`,
    );
  const tenantId = headerText(headers, 'ce_tenant') as TenantId;
  const subject = headerText(headers, 'ce_subject') as Subject;
  const streamVersion = count(headers, 'ce_streamversion');
  if (streamVersion > MOST_VERSIONS) throw new UnreadableEvent('ce_streamversion is too large');
  const data = dataOf(message.value, type);
  const key = message.key === null || message.key === undefined ? undefined : String(message.key);
  const source = headerText(headers, 'ce_source');
  const wrong = disagreement({ key, tenantId, source, subject, type, data });
  if (wrong !== undefined) throw new UnreadableEvent(wrong);
  const event = {
    tenantId,
    position: count(headers, 'ce_position'),
    subject,
    streamVersion,
    type,
    version,
    data,
    actor: headerText(headers, 'ce_actor'),
    correlationId: headerText(headers, 'ce_correlationid'),
    time: moment(headers, 'ce_time'),
    epoch: headerText(headers, 'ce_epoch'),
    known,
    ...optionalText('actorLabel', headers['ce_actorlabel']),
    ...lastOf(headers['ce_lastofrequest']),
    ...optionalText('traceparent', headers['traceparent']),
  };
  // Here text becomes a type: what the data hold is for their JSON Schema to say.
  return event as ReadEvent;
};

const optionalText = (name: string, value: unknown): Readonly<Record<string, string>> =>
  value === undefined || value === null ? {} : { [name]: String(value) };

const lastOf = (value: unknown): { lastOfRequest?: boolean } =>
  value === undefined || value === null ? {} : { lastOfRequest: String(value) === 'true' };

const dataOf = (value: unknown, type: string): object => {
  try {
    const parsed: unknown = JSON.parse(String(value));
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // reported below without the text, which may contain personal data
  }
  throw new UnreadableEvent(`the data of ${type} is not a JSON object`);
};
