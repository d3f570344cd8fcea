import { publicKeyOf, TRUST_METHODS, type PublicKey, type Trust } from '@rollcall/contracts';
import { createPublicKey } from 'node:crypto';
import { MOST_ASSERTION } from './assertion';
import type { AssertionRequest } from './assertion-grants';
import { constraintsOf } from './constraints';
import { actorOf, badRequest, labelOf, membersOf } from './issue-request';
import type { TrustRequest } from './trusts.service';

const MOST_TEXT = 500;
const MOST_AUDIENCES = 10;
const MOST_KEYS = 10;
const LEAST_RSA_BITS = 2_048;
/** Printable characters without a space, as in an identifier or a URI. */
const IDENTIFIER = /^[\x21-\x7e]{1,500}$/;
const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const CURVES: readonly unknown[] = ['P-256', 'P-384', 'P-521', 'Ed25519'];

const FEDERATION = ['issuer', 'subject', 'audiences', 'jwksUri', 'authorizedParty', 'directoryId'];
const MEMBERS: Readonly<Record<Trust['method'], readonly string[]>> = {
  federation: FEDERATION,
  private_key_jwt: ['keys', 'jwksUri'],
};

type Members = Readonly<Record<string, unknown>>;

const optional = (members: Members, name: string): string | undefined => {
  const value = members[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !IDENTIFIER.test(value))
    throw badRequest(
      `${name} must be 1 to ${MOST_TEXT} printable characters of ASCII without a space, as the identity provider shows it.`,
    );
  return value;
};

const required = (members: Members, name: string): string => {
  const value = optional(members, name);
  if (value === undefined) throw badRequest(`${name} is missing.`);
  return value;
};

/** Fetches of the gateway are guarded when they happen; here a scheme that never works is refused. */
const urlOf = (name: string, text: string): string => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw badRequest(`${name} must be a URL that begins with https://.`);
  return text;
};

const jwksUriOf = (members: Members): { readonly jwksUri?: string } => {
  const jwksUri = optional(members, 'jwksUri');
  return jwksUri === undefined ? {} : { jwksUri: urlOf('jwksUri', jwksUri) };
};

const audiencesOf = ({ audiences }: Members): readonly string[] => {
  if (!Array.isArray(audiences) || audiences.length < 1 || audiences.length > MOST_AUDIENCES)
    throw badRequest(`audiences must be a list of 1 to ${MOST_AUDIENCES} texts.`);
  return audiences.map((audience: unknown) => required({ audiences: audience }, 'audiences'));
};

const federationOf = (members: Members): Trust => {
  const authorizedParty = optional(members, 'authorizedParty');
  const directoryId = optional(members, 'directoryId');
  return {
    method: 'federation',
    issuer: urlOf('issuer', required(members, 'issuer')),
    subject: required(members, 'subject'),
    audiences: audiencesOf(members),
    ...jwksUriOf(members),
    ...(authorizedParty === undefined ? {} : { authorizedParty }),
    ...(directoryId === undefined ? {} : { directoryId }),
  };
};

/** A public key for signatures, with what RFC 7517 and 7518 define of it and nothing else. */
const keyOf = (one: unknown): PublicKey => {
  const members = membersOf(one);
  if (PRIVATE_PARTS.some((name) => Object.hasOwn(members, name)))
    throw badRequest(
      'A key has a private or secret part. Send its public part, and renew the key.',
    );
  if (members['use'] !== undefined && members['use'] !== 'sig')
    throw badRequest('A key is not for signatures: its use must be sig.');
  const key = publicKeyOf(members);
  if (!isUsable(key))
    throw badRequest(
      `A key is none for signatures: RSA of ${LEAST_RSA_BITS} bits or more, P-256, P-384, P-521 or Ed25519, as a JWK of RFC 7517.`,
    );
  return key;
};

const isUsable = (key: PublicKey): boolean => {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({
      key: { ...key },
      format: 'jwk',
    });
    if (asymmetricKeyType !== 'rsa') return CURVES.includes(key.crv);
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return bits >= LEAST_RSA_BITS && bits <= 16_384;
  } catch {
    return false;
  }
};

const ownKeysOf = (members: Members): Trust => {
  const { keys } = members;
  const { jwksUri } = jwksUriOf(members);
  if ((keys === undefined) === (jwksUri === undefined))
    throw badRequest('Give keys, the public keys of the client, or jwksUri, where they are.');
  if (jwksUri !== undefined) return { method: 'private_key_jwt', jwksUri };
  if (!Array.isArray(keys) || keys.length < 1 || keys.length > MOST_KEYS)
    throw badRequest(`keys must be a list of 1 to ${MOST_KEYS} public keys.`);
  const found = keys.map(keyOf);
  if (new Set(found.map(({ kid = '' }) => kid)).size < found.length)
    throw badRequest('Each of several keys needs a kid of its own.');
  return { method: 'private_key_jwt', keys: found };
};

const TRUST_OF: Readonly<Record<Trust['method'], (members: Members) => Trust>> = {
  federation: federationOf,
  private_key_jwt: ownKeysOf,
};

/** The trust of a body. Throws a 400 problem that names the member, also one that is not known. */
export const trustOf = (body: unknown): Trust => {
  const members = membersOf(body);
  const method = TRUST_METHODS.find((one) => one === members['method']);
  if (method === undefined) throw badRequest(`method must be ${TRUST_METHODS.join(' or ')}.`);
  const known = ['method', ...MEMBERS[method]];
  const unknown = Object.keys(members).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw badRequest(
      `With the method ${method} there is no field ${JSON.stringify(unknown.slice(0, 64))}; known are ${known.join(', ')}.`,
    );
  return TRUST_OF[method](members);
};

/** The trust of a body, and for which client. Throws a 400 problem. */
export const trustRequestOf = (body: unknown): TrustRequest => {
  const { label, actor, clientId, constraints, ...trust } = membersOf(body);
  if (clientId !== undefined && typeof clientId !== 'string')
    throw badRequest('clientId must be the id of a client, or left out for a new one.');
  return {
    clientId,
    label: labelOf(label),
    actor: actorOf(actor),
    trust: trustOf(trust),
    constraints: constraintsOf(constraints),
  };
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** Of the gateway. Throws a 400 problem. */
export const assertionRequestOf = (body: unknown): AssertionRequest => {
  const { clientId, assertion, endpoints, trustId, keys } = membersOf(body);
  if (!isText(clientId) || !isText(assertion) || assertion.length > 2 * MOST_ASSERTION)
    throw badRequest('clientId and assertion must be strings.');
  if (!Array.isArray(endpoints) || !endpoints.every(isText))
    throw badRequest('endpoints must be a list of strings.');
  const hasKeys = isText(trustId) && Array.isArray(keys);
  return {
    clientId,
    assertion,
    endpoints,
    trustId: hasKeys ? trustId : undefined,
    keys: hasKeys ? (keys as AssertionRequest['keys']) : undefined,
  };
};
