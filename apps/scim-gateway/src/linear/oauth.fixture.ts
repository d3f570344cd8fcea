/** What is read of requests to the token endpoint. */
import { forEach, row, type Row, TEXTS } from '@rollcall/testing';
import { tokenRequestOf } from '../oauth/token-request';
import { HEAD } from './inputs.fixture';

const BODY = 16_384;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const GRANT = 'grant_type=client_credentials';
const JWT_BEARER = `client_assertion_type=${encodeURIComponent('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')}`;
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** Refusals are answers: only the time counts. */
const read = (headers: Readonly<Record<string, string>>, body: string): void => {
  try {
    tokenRequestOf(headers, body);
  } catch {
    return;
  }
};

export const oauthRows: readonly Row[] = [
  row(
    'tokenRequestOf',
    'parameters',
    BODY / 4,
    (n) => 'a=1&'.repeat(n),
    (body) => read(FORM, body),
  ),
  ...['client_id', 'client_secret', 'scope', 'client_assertion'].flatMap((name) =>
    forEach('tokenRequestOf', BODY, TEXTS, (text) =>
      read(FORM, `${GRANT}&${name}=${encodeURIComponent(text)}`),
    ),
  ),
  ...forEach('tokenRequestOf', BODY / 2, TEXTS, (text) =>
    read(FORM, `${GRANT}&${JWT_BEARER}&client_assertion=a.${base64url(text)}.c`),
  ),
  ...forEach('tokenRequestOf', HEAD, TEXTS, (text) => read({ 'content-type': text }, GRANT)),
  ...forEach('tokenRequestOf', HEAD, TEXTS, (text) =>
    read({ ...FORM, authorization: text }, GRANT),
  ),
  ...forEach('tokenRequestOf', HEAD, TEXTS, (text) =>
    read({ ...FORM, authorization: basic(text) }, GRANT),
  ),
];
