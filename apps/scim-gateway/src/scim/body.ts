import { applyQuirks, checkInterop, parseJson, ScimError } from '@rollcall/protocol';
import type { ScimRequest } from './caller';
import { schemasOf } from './profile';

type Json = ReturnType<typeof parseJson>;

/** The body as JSON, as it was sent. */
export const jsonOf = ({ body }: ScimRequest, within?: Parameters<typeof parseJson>[1]): Json => {
  if (typeof body !== 'string' || body === '')
    throw new ScimError(400, 'The request has no body. Send a JSON object.', 'invalidSyntax');
  return parseJson(body, within);
};

/**
 * What was sent, after the quirks of providers that the tenant allows were rewritten. Which ones it
 * took stands in `request.quirks`, for the ledger.
 */
export const rewritten = (
  request: ScimRequest,
  sent: { readonly method: string; readonly path: string; readonly body: unknown },
): unknown => {
  const { strictness, quirksOff } = request.dialect;
  if (strictness === 'interop') checkInterop(sent, schemasOf(request.caller));
  const { body, applied } = applyQuirks(sent, quirksOff);
  if (applied.length > 0) request.quirks = [...(request.quirks ?? []), ...applied];
  return body;
};

/** The body of a write to the request's own path. */
export const readBody = (request: ScimRequest): unknown =>
  rewritten(request, { method: request.method, path: request.url, body: jsonOf(request) });
