import { applyQuirks, checkInterop, parseJson, ScimError } from '@rollcall/protocol';
import type { ScimRequest } from './caller';

/**
 * The body of a write, as JSON, after the quirks of providers that the tenant allows were rewritten.
 * Which ones it took stands in `request.quirks`, for the ledger.
 */
export const readBody = (request: ScimRequest): unknown => {
  if (typeof request.body !== 'string' || request.body === '')
    throw new ScimError(400, 'The request has no body. Send a JSON object.', 'invalidSyntax');
  const sent = { method: request.method, path: request.url, body: parseJson(request.body) };
  request.sent = sent.body;
  const { strictness, quirksOff } = request.dialect;
  if (strictness === 'interop') checkInterop(sent);
  const { body, applied } = applyQuirks(sent, quirksOff);
  if (applied.length > 0) request.quirks = applied;
  return body;
};
