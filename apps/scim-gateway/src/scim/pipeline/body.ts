import {
  applyQuirks,
  checkInterop,
  messageQuirks,
  parseJson,
  replaceWhole,
  ScimError,
} from '@rollcall/protocol';
import type { Caller, ScimRequest } from './caller';
import { profileOf, schemasOf } from './profile';

type Json = ReturnType<typeof parseJson>;

/** One write as it was sent, alone or in a Bulk request. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** The body as JSON, as it was sent. */
export const jsonOf = (request: ScimRequest, within?: Parameters<typeof parseJson>[1]): Json => {
  const { body } = request;
  if (typeof body !== 'string' || body === '')
    throw new ScimError(400, 'The request has no body. Send a JSON object.', 'invalidSyntax');
  return (request.sent = parseJson(body, within));
};

/**
 * The body, after the rewrites by the quirks that the tenant allows. `request.quirks` lists the
 * applied ones, for the request log.
 */
export const rewritten = (request: ScimRequest, sent: Sent): unknown => {
  const { strictness, quirksOff } = request.dialect;
  const normal = strictness === 'interop' ? interop(request.caller, sent) : sent;
  const { body, applied } = applyQuirks(normal, quirksOff);
  note(request, applied);
  return body;
};

const note = (request: ScimRequest, applied: readonly string[]): void => {
  if (applied.length > 0) (request.quirks ??= []).push(...applied);
};

const interop = (caller: Caller, sent: Sent): Sent => {
  checkInterop(sent, schemasOf(caller));
  return sent.method === 'PATCH'
    ? { ...sent, body: replaceWhole(profileOf(caller), sent.body) }
    : sent;
};

/** The body of a write to the request's own path. */
export const readBody = (request: ScimRequest): unknown =>
  rewritten(request, { method: request.method, path: request.url, body: jsonOf(request) });

/** The body of a Bulk request or of a search, after the quirks for such messages. */
export const readMessage = (
  request: ScimRequest,
  within?: Parameters<typeof parseJson>[1],
): unknown => {
  const { method, url: path } = request;
  const sent = { method, path, body: jsonOf(request, within) };
  const { body, applied } = applyQuirks(sent, request.dialect.quirksOff, messageQuirks);
  note(request, applied);
  return body;
};
