import { CLIENT_ASSERTION_TYPE } from '../http/surface';
import { OAuthError } from './oauth-error';

export const SCOPE = 'scim';
const GRANT_TYPE = 'client_credentials';
const FORM = /^application\/x-www-form-urlencoded *(?:;|$)/i;
const BASIC = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i;
const NAMES = [
  'grant_type',
  'scope',
  'client_id',
  'client_secret',
  'client_assertion_type',
  'client_assertion',
] as const;

/** What a client proves: RFC 6749 §2.3.1. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A signed assertion (RFC 7521 §4.2, RFC 7523 §2.2). */
export interface ClientAssertion {
  readonly clientId: string;
  readonly assertion: string;
}

type Parameters = Readonly<Partial<Record<(typeof NAMES)[number], string>>>;

/** The parameters of a form. One without a value counts as absent; one may not come twice (§3.2). */
const parametersOf = (contentType: string | undefined, body: unknown): Parameters => {
  if (!FORM.test(contentType ?? '') || typeof body !== 'string')
    throw new OAuthError(
      'invalid_request',
      'Send the parameters as application/x-www-form-urlencoded in the body.',
    );
  const form = new URLSearchParams(body);
  const found: Partial<Record<(typeof NAMES)[number], string>> = {};
  for (const name of NAMES) {
    const values = form.getAll(name);
    if (values.length > 1)
      throw new OAuthError('invalid_request', `The parameter ${name} is there more than once.`);
    if (values[0]) found[name] = values[0];
  }
  return found;
};

/** Of HTTP Basic: id and secret are form-encoded before they are joined (§2.3.1). */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new OAuthError('invalid_client', 'The Basic credentials are not form-encoded.');
  }
};

const basicOf = (authorization: string): ClientCredentials => {
  const pair = Buffer.from(BASIC.exec(authorization)?.[1] ?? '', 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 1)
    throw new OAuthError('invalid_client', 'The Authorization header has no Basic credentials.');
  return {
    clientId: decoded(pair.slice(0, colon)),
    clientSecret: decoded(pair.slice(colon + 1)),
  };
};

const credentialsOf = (form: Parameters, authorization: string | undefined): ClientCredentials => {
  const { client_id: clientId, client_secret: clientSecret } = form;
  if (authorization === undefined) {
    if (clientId === undefined || clientSecret === undefined)
      throw new OAuthError(
        'invalid_client',
        'Send client_id and client_secret in the body, or as HTTP Basic.',
      );
    return { clientId, clientSecret };
  }
  if (clientSecret !== undefined)
    throw new OAuthError(
      'invalid_request',
      'Authenticate once: with the Authorization header or with client_secret, not with both.',
    );
  const basic = basicOf(authorization);
  if (clientId !== undefined && clientId !== basic.clientId)
    throw new OAuthError('invalid_request', 'client_id differs from that of the header.');
  return basic;
};

/** The subject of an assertion whose request names no client (RFC 7521 §4.2); nothing is proven yet. */
const subjectOf = (assertion: string): string | undefined => {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(assertion.split('.', 3)[1] ?? '', 'base64url').toString('utf8'),
    );
    const { sub } = (claims ?? {}) as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
};

/** Undefined for a request without an assertion. */
const assertionOf = (
  form: Parameters,
  authorization: string | undefined,
): ClientAssertion | undefined => {
  const { client_assertion: assertion, client_assertion_type: type } = form;
  if (assertion === undefined && type === undefined) return undefined;
  if (authorization !== undefined || form.client_secret !== undefined)
    throw new OAuthError(
      'invalid_request',
      'Authenticate once: with client_assertion or with a secret, not with both.',
    );
  if (assertion === undefined || type !== CLIENT_ASSERTION_TYPE)
    throw new OAuthError(
      'invalid_request',
      `Send client_assertion, and client_assertion_type as ${CLIENT_ASSERTION_TYPE}.`,
    );
  const clientId = form.client_id ?? subjectOf(assertion);
  if (clientId === undefined)
    throw new OAuthError('invalid_client', 'Send client_id, or an assertion that names it as sub.');
  return { clientId, assertion };
};

/** The client of a token request. Throws OAuthError. */
export const tokenRequestOf = (
  { 'content-type': type, authorization }: Readonly<Record<string, unknown>>,
  body: unknown,
): ClientCredentials | ClientAssertion => {
  const form = parametersOf(type as string | undefined, body);
  if (form.grant_type === undefined)
    throw new OAuthError('invalid_request', 'The parameter grant_type is missing.');
  if (form.grant_type !== GRANT_TYPE)
    throw new OAuthError('unsupported_grant_type', `The only grant type is ${GRANT_TYPE}.`);
  const header = authorization as string | undefined;
  const credentials = assertionOf(form, header) ?? credentialsOf(form, header);
  if (form.scope !== undefined && form.scope.split(' ').some((one) => one !== SCOPE))
    throw new OAuthError('invalid_scope', `The only scope is ${SCOPE}.`);
  return credentials;
};
