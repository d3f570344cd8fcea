import { POSITION } from '@rollcall/contracts';
import { isTestUser } from '@rollcall/domain';
import {
  closeRendering,
  etag,
  projectResource,
  type Profile,
  type Projection,
} from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import type { Reading } from '../../event-log/resources/resources';
import type { Caller } from './caller';
import { answerType } from '../../http/media-types';
import { resourceProfileOf } from './profile';

/** One resource as SCIM JSON text. The rendering is parsed only when attributes are selected. */
export const resourceText = (
  caller: Caller,
  baseUrl: string,
  reading: Reading,
  projection: Projection | undefined,
): string => {
  const text = closeRendering(reading.rendered, locationOf(baseUrl, reading), reading.memberships);
  if (!projection) return text;
  const resource = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(projectResource(resourceProfileOf(caller, reading), resource, projection));
};

export const idOf = ({ subject }: Pick<Reading, 'subject'>): string =>
  subject.slice(subject.indexOf('/') + 1);

/** `users/1` is at `<base>/Users/1`, and so is `testusers/1`. */
export const locationOf = (baseUrl: string, { subject }: Pick<Reading, 'subject'>): string =>
  isTestUser(subject)
    ? `${baseUrl}/Users/${idOf({ subject })}`
    : `${baseUrl}/${subject.charAt(0).toUpperCase()}${subject.slice(1)}`;

/** Fastify gives what has a serializer no charset. */
const asIs = (text: string): string => text;

export const sendText = (reply: FastifyReply, status: number, text: string | Buffer): void => {
  const type = answerType(reply.request.headers.accept);
  reply.code(status).header('content-type', type).serializer(asIs).send(text);
};

/** A list, or what became of many operations, as text; the position of the tenant where it is known. */
export interface Answer {
  readonly text: string | Buffer;
  readonly position: number | undefined;
}

/** 200, with the position. */
export const sendAnswer = (reply: FastifyReply, { text, position }: Answer): void => {
  if (position !== undefined) reply.header(POSITION, position);
  sendText(reply, 200, text);
};

/** The headers of every answer about one resource (RFC 7644 §3.14, RFC 7643 §3.1). */
export const nameVersion = (reply: FastifyReply, baseUrl: string, reading: Reading): void => {
  reply.header('etag', etag(reading.version));
  reply.header('content-location', locationOf(baseUrl, reading));
  if (reading.position !== undefined) reply.header(POSITION, reading.position);
};

/** What a change without a body leaves to say: the position of the tenant after it. */
export const sendNothing = (reply: FastifyReply, position: number | undefined): void => {
  if (position !== undefined) reply.header(POSITION, position);
  reply.code(204).send();
};

/** A single resource; with its location when it is new (RFC 7644 §3.3). */
export const sendResource = (
  reply: FastifyReply,
  status: number,
  caller: Caller,
  baseUrl: string,
  reading: Reading,
  projection: Projection | undefined,
): void => {
  nameVersion(reply, baseUrl, reading);
  if (status === 201) reply.header('location', locationOf(baseUrl, reading));
  sendText(reply, status, resourceText(caller, baseUrl, reading, projection));
};

/** A list of the directory with only the requested attributes. */
export const projectedList = (
  text: Buffer,
  profile: Profile,
  projection: Projection | undefined,
): string | Buffer => {
  if (!projection) return text;
  const list = JSON.parse(text.toString()) as { Resources?: Record<string, unknown>[] };
  const parts = list.Resources?.map((one) => projectResource(profile, one, projection));
  return JSON.stringify({ ...list, ...(parts ? { Resources: parts } : {}) });
};
