import type { RefusedAttribute } from '@rollcall/contracts';
import { DomainError, type DomainErrorCode } from '@rollcall/domain';
import { isTypedRow, type AttributeFault, type ScimError, type ScimType } from '@rollcall/protocol';
import type { Refused } from '../scim/pipeline/caller';
import { NotAdmitted } from '../scim/auth/admissions';

/** Why a request was refused, for the person who can fix it. */
export interface Explanation {
  /** Stable: the console has a text for each, in each language. */
  readonly code: string;
  /** The attribute to change in the mapping, or to remove from it. */
  readonly attribute: string | null;
  /**
   * Every attribute that the message is refused for, named as in a row of a mapping, and why;
   * absent where it is `attribute` alone.
   */
  readonly refused?: readonly RefusedAttribute[];
  readonly scimType: string | null;
  readonly detail: string;
  /**
   * The request would have switched a user off, and the user stays on: a separate event beside its
   * code.
   */
  readonly switchOff?: boolean;
}

const OF_DOMAIN: Readonly<Partial<Record<DomainErrorCode, string>>> = {
  'provisioning-disabled': 'provisioning-off',
  'user-unknown': 'not-found',
  'test-domain-crossed': 'test-domain',
};

const OF_TYPE: Readonly<Partial<Record<ScimType, string>>> = {
  invalidSyntax: 'body-invalid',
  invalidValue: 'value-invalid',
  invalidPath: 'path-invalid',
  invalidFilter: 'filter-invalid',
  noTarget: 'no-target',
  mutability: 'attribute-read-only',
  uniqueness: 'name-taken',
  tooMany: 'too-many',
  invalidVers: 'path-unknown',
  invalidCursor: 'cursor-invalid',
  expiredCursor: 'cursor-invalid',
  invalidCount: 'cursor-invalid',
};

const OF_STATUS: Readonly<Record<number, string>> = {
  401: 'token-unknown',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'name-taken',
  412: 'version-differs',
  413: 'too-large',
  415: 'media-type',
  429: 'rate-limited',
  499: 'hung-up',
  500: 'server-fault',
  501: 'not-offered',
  503: 'unavailable',
};

/** Every code that an entry of the request log can have. */
export const explanationCodes: readonly string[] = [
  ...new Set([
    ...Object.values(OF_DOMAIN),
    ...Object.values(OF_TYPE),
    ...Object.values(OF_STATUS),
    'attribute-unknown',
    'attribute-required',
    'attribute-value',
    'attribute-read-only',
    'path-unknown',
    'groups-not-offered',
    'filter-too-costly',
    'credential-network',
    'credential-read-only',
    'credential-users-only',
    'token-expired',
    'token-revoked',
    'assertion-refused',
    'assertion-keys',
    'refused',
    'switch-off-refused',
    'log-full',
  ]),
].sort();

const codeOf = ({ error, scim }: Refused): string => {
  if (scim.fault) return scim.fault.code;
  if (error instanceof NotAdmitted) return `token-${error.reason}`;
  if (error instanceof DomainError && OF_DOMAIN[error.code]) return OF_DOMAIN[error.code] as string;
  return (scim.scimType && OF_TYPE[scim.scimType]) ?? OF_STATUS[scim.status] ?? 'refused';
};

export const explain = (refused: Refused): Explanation => {
  const { fault, scimType = null } = refused.scim;
  const all = fault?.attribute === undefined ? undefined : fault.all;
  return {
    code: codeOf(refused),
    attribute: nameOrNothing(fault?.attribute),
    ...(all ? { refused: all.map(rowOf) } : {}),
    scimType,
    detail: withoutValues(refused.scim),
  };
};

const rowOf = ({ code, attribute }: AttributeFault): RefusedAttribute => ({
  code,
  attribute: isTypedRow(attribute) ? attribute : nameOf(attribute),
});

/** Every attribute that a request was refused for, also of an entry with one attribute alone. */
export const allRefused = ({
  code,
  attribute,
  refused,
}: Explanation): readonly RefusedAttribute[] =>
  refused ?? (attribute === null ? [] : [{ code, attribute }]);

/** The form of an attribute's name; any other text may be a value in the place of a name. */
const NAME = /^[A-Za-z$][\w$.:-]{0,199}$/;
export const HIDDEN = '…';

/** Characters that are looked at of a path: more than a name has before its filter, and behind it. */
const BEFORE = 220;
const BEHIND = 80;

/** The name without its value filter; the sign for hidden text if it is no name. */
export const nameOf = (path: string): string => {
  const name = withoutFilter(
    path.length > BEFORE + BEHIND ? path.slice(0, BEFORE) + path.slice(-BEHIND) : path,
  );
  return NAME.test(name) ? name : HIDDEN;
};

/** From the first `[` to the last `]`. A pattern would try from each `[` to the end. */
const withoutFilter = (path: string): string => {
  const [open, close] = [path.indexOf('['), path.lastIndexOf(']')];
  return open < 0 || close < open ? path : path.slice(0, open) + path.slice(close + 1);
};

const nameOrNothing = (text: string | undefined): string | null =>
  text === undefined ? null : nameOf(text);

/** Of these, what is quoted may be a word of a filter or of a query: a value as well as a name. */
const MAY_QUOTE_VALUES: ReadonlySet<string | undefined> = new Set([
  'invalidFilter',
  'invalidValue',
]);

/** A detail as it may be stored: what it quotes is the name of an attribute, or hidden. */
export const withoutValues = ({ detail, fault, scimType }: ScimError): string => {
  const shown = (text: string): string => {
    if (fault === undefined && MAY_QUOTE_VALUES.has(scimType)) return HIDDEN;
    return isTypedRow(text.replaceAll('\\"', '"')) ? text : nameOf(text);
  };
  return detail.replaceAll(QUOTED, (quoted) => `"${shown(quoted.slice(1, -1))}"`);
};

/** From a quotation mark to the next, or to the end: it never fails, and so never begins anew. */
const QUOTED = /"(?:[^"\\]|\\.)*(?:"|\\?$)/gs;
