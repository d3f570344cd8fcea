import { ScimError } from '@rollcall/protocol';
import type { IncomingHttpHeaders } from 'node:http';

/** No parameter is registered for either: RFC 7644 §8.1, RFC 8259 §11. */
export const SCIM_JSON = 'application/scim+json';
const JSON_TYPE = 'application/json';

/**
 * The media type of an answer (RFC 7644 §3.8): SCIM's own unless the caller accepts plain JSON and
 * not that. An Accept that leaves neither is disregarded, as RFC 9110 §12.5.1 permits: providers
 * send what their HTTP client happens to.
 */
export const answerType = (accept: string | undefined): string => {
  if (accept === undefined || accept === SCIM_JSON || accept === '*/*') return SCIM_JSON;
  // Neither names nor weights have a case (RFC 9110 §8.3.1).
  const ranges = accept.toLowerCase().split(',').map(rangeOf);
  const wanted = (type: string): boolean =>
    ranges.some(({ name, isUnwanted }) => name === type && !isUnwanted);
  return !wanted(SCIM_JSON) && wanted(JSON_TYPE) ? JSON_TYPE : SCIM_JSON;
};

/** One media range: its name, and whether it has a weight of nothing. */
const rangeOf = (text: string): { readonly name: string; readonly isUnwanted: boolean } => {
  const [name = '', ...parameters] = text.split(';').map((one) => one.trim());
  return { name, isUnwanted: parameters.some((one) => /^q=0(?:\.0{0,3})?$/.test(one)) };
};

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;
/** Of these not even plain letters are UTF-8. */
const WIDE = /^(utf-?(16|32|7)|ucs-?[24]|iso-10646-ucs)/i;

/**
 * Refuses a body that is not plain UTF-8 JSON, by its headers: 415 that names what is accepted.
 * A charset means nothing to JSON (RFC 8259 §11), and some HTTP clients name Latin 1 whatever they
 * send: the bytes themselves are checked when they are read.
 */
export const checkBodyType = (headers: IncomingHttpHeaders): void => {
  if (!hasBody(headers)) return;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new ScimError(
      415,
      'Send the body without Content-Encoding: compression is not accepted.',
    );
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && WIDE.test(charset))
    throw new ScimError(415, 'Send the body in UTF-8, as application/scim+json.');
};

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0');
