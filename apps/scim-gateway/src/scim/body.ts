import { applyQuirks, parseJson, ScimError } from '@rollcall/protocol';
import type { ScimRequest } from './caller';

/** The body of a write, as JSON, after the quirks of providers were rewritten. */
export const readBody = (request: ScimRequest): unknown => {
  if (typeof request.body !== 'string' || request.body === '')
    throw new ScimError(400, 'The request has no body. Send a JSON object.', 'invalidSyntax');
  const body = parseJson(request.body);
  return applyQuirks({ method: request.method, path: request.url, body }).body;
};
