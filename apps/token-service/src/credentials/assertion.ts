import { ASSERTION_ALGORITHMS, type AssertionFault, type Trust } from '@rollcall/contracts';

/** Characters of an assertion: those of Entra have some 2,000. */
export const MOST_ASSERTION = 8_192;
/** Clocks of providers and ours may differ by so much. */
export const SKEW_SECONDS = 60;
/** How far off the end of an assertion may be: a provider caches its tokens, a client signs anew. */
const MOST_LIFE_SECONDS: Readonly<Record<Trust['method'], number>> = {
  federation: 86_400,
  private_key_jwt: 3_600,
};
type Claims = Readonly<Record<string, unknown>>;

/** An assertion that was read and not yet proven. */
export interface Assertion {
  readonly text: string;
  readonly alg: string;
  readonly kid: string | undefined;
  readonly claims: Claims;
}

/** What an assertion is to prove of a client. */
export interface Expected {
  readonly clientId: string;
  /** Names of the token endpoint: the audience of an assertion that the client signs itself. */
  readonly endpoints: readonly string[];
  readonly now: number;
}

/** The assertion proves nothing: what differs. */
export class AssertionRefused extends Error {
  override readonly name = 'AssertionRefused';
  constructor(readonly fault: AssertionFault) {
    super(`the assertion is refused for ${fault.what}`);
  }
}

export const refusedFor = (
  what: AssertionFault['what'],
  expected: string,
  got: unknown,
): AssertionRefused => new AssertionRefused({ what, expected, got: shown(got) });

const MOST_SHOWN = 200;

/** A value of a stranger as the request log may have it: short, without control characters. */
const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  const plain = typeof value === 'string' ? value : text;
  return plain.slice(0, MOST_SHOWN).replaceAll(/[^\x20-\x7e]/g, '?');
};

const objectOf = (part: string | undefined): Claims | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
};

/** Reads a JWS in its compact form. Throws AssertionRefused. */
export const assertionOf = (text: string): Assertion => {
  if (text.length > MOST_ASSERTION)
    throw refusedFor('format', `at most ${MOST_ASSERTION} characters`, `${text.length} characters`);
  const parts = text.split('.');
  const [header, claims] = [objectOf(parts[0]), objectOf(parts[1])];
  if (parts.length !== 3 || !header || !claims)
    throw refusedFor('format', 'a signed JWT', 'another text');
  const { alg, kid } = header;
  if (typeof alg !== 'string' || !ASSERTION_ALGORITHMS.includes(alg))
    throw refusedFor('alg', ASSERTION_ALGORITHMS.join(', '), alg);
  return { text, alg, kid: typeof kid === 'string' ? kid.slice(0, 500) : undefined, claims };
};

/** A NumericDate (RFC 7519 §2), in seconds. */
const secondsOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e11
    ? value
    : undefined;

const instant = (seconds: number): string => new Date(seconds * 1_000).toISOString();
const shownTime = (value: unknown): unknown => {
  const seconds = secondsOf(value);
  return seconds === undefined ? value : instant(seconds);
};

type Check = (claims: Claims, trust: Trust, expected: Expected) => AssertionRefused | undefined;

const named = (values: readonly string[]): string => values.join(' or ');

const exactly = (
  what: AssertionFault['what'],
  expected: string | undefined,
  got: unknown,
): AssertionRefused | undefined =>
  expected === undefined || got === expected ? undefined : refusedFor(what, expected, got);

/** `aud` is one text or a list (RFC 7519 §4.1.3); one that is expected must be among them. */
const audience: Check = ({ aud }, { audiences }, { endpoints }) => {
  const expected = audiences ?? endpoints;
  const got: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return got.some((one) => expected.some((wanted) => wanted === one))
    ? undefined
    : refusedFor('aud', named(expected), aud);
};

/** Microsoft's v2 tokens have `azp`, those of v1 `appid`; one that has both must mean one party. */
const authorizedParty: Check = ({ azp, appid }, { authorizedParty: expected }) =>
  exactly('azp', expected, azp ?? appid) ??
  (appid === undefined ? undefined : exactly('azp', expected, appid));

/** What names the parties, in the order in which a person compares them. */
const PARTIES: readonly Check[] = [
  ({ iss }, { issuer }, { clientId }) => exactly('iss', issuer ?? clientId, iss),
  ({ sub }, { subject }, { clientId }) => exactly('sub', subject ?? clientId, sub),
  audience,
  authorizedParty,
  ({ tid }, { directoryId }) => exactly('tid', directoryId, tid),
];

const TIMES: readonly Check[] = [
  ({ exp }, { method }, { now }) => {
    const seconds = secondsOf(exp);
    if (seconds === undefined) return refusedFor('exp', 'the end of the assertion', exp);
    if (seconds + SKEW_SECONDS <= now)
      return refusedFor('exp', `later than ${instant(now)}`, shownTime(exp));
    const latest = now + MOST_LIFE_SECONDS[method] + SKEW_SECONDS;
    return seconds > latest
      ? refusedFor('exp', `${instant(latest)} or earlier`, shownTime(exp))
      : undefined;
  },
  ({ nbf }, _, { now }) => {
    if (nbf === undefined) return undefined;
    return (secondsOf(nbf) ?? Infinity) > now + SKEW_SECONDS
      ? refusedFor('nbf', `${instant(now)} or earlier`, shownTime(nbf))
      : undefined;
  },
  ({ iat }, { method }, { now }) => {
    if (iat === undefined) return undefined;
    const seconds = secondsOf(iat) ?? Infinity;
    if (seconds > now + SKEW_SECONDS)
      return refusedFor('iat', `${instant(now)} or earlier`, shownTime(iat));
    const earliest = now - MOST_LIFE_SECONDS[method] - SKEW_SECONDS;
    return seconds < earliest
      ? refusedFor('iat', `${instant(earliest)} or later`, shownTime(iat))
      : undefined;
  },
  // RFC 7523 §3 leaves jti free; a client that signs itself has no reason to leave it out.
  ({ jti }, { method }) => {
    const isThere = typeof jti === 'string' && jti !== '';
    if (isThere || (jti === undefined && method === 'federation')) return undefined;
    return refusedFor('jti', 'a text that no other assertion has', jti);
  },
];

interface Compared {
  readonly matched: number;
  readonly fault: AssertionRefused | undefined;
}

const compared = (assertion: Assertion, trust: Trust, expected: Expected): Compared => {
  const checks = [...PARTIES, ...TIMES];
  const faults = checks.map((check) => check(assertion.claims, trust, expected));
  const first = faults.findIndex((fault) => fault !== undefined);
  return first < 0
    ? { matched: checks.length, fault: undefined }
    : { matched: first, fault: faults[first] };
};

/**
 * The trust that an assertion is for; else the first difference from the trust that agrees with it
 * longest: a person compares an Entra token with the trust of Entra.
 */
export const matchingTrust = <T extends { readonly trust: Trust }>(
  assertion: Assertion,
  trusts: readonly T[],
  expected: Expected,
): { readonly found: T } | { readonly nearest: T; readonly refusal: AssertionRefused } => {
  let nearest: { readonly of: T; readonly matched: number; refusal: AssertionRefused } | undefined;
  for (const of of trusts) {
    const { matched, fault } = compared(assertion, of.trust, expected);
    if (!fault) return { found: of };
    if (!nearest || matched > nearest.matched) nearest = { of, matched, refusal: fault };
  }
  if (!nearest) throw new Error('a client without trusts has no assertion');
  return { nearest: nearest.of, refusal: nearest.refusal };
};
