/**
 * Error types of RFC 7644 §3.12, table 9, and of RFC 9865 §2.1. `sensitive` is not among them:
 * every provider puts userName into the filter of a GET (§7.5.2), and none would get in.
 */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

/** An attribute that a message is refused for, and why. */
export interface AttributeFault {
  readonly code:
    | 'attribute-unknown'
    | 'attribute-required'
    | 'attribute-value'
    | 'attribute-read-only';
  readonly attribute: string;
}

/** What a refusal is about, more exactly than status and scimType, for code that explains it. */
export type Fault =
  | (AttributeFault & {
      /**
       * Every attribute of the message that is refused, in its order, as a row of a mapping names it:
       * `name.givenName`, `emails[type eq "work"].value`. Absent where it is that one alone.
       */
      readonly all?: readonly AttributeFault[];
    })
  /**
   * Nothing is served at the address, or no groups to this tenant: no resource was looked for. Or a
   * sound filter was not answered for what it would cost. Or the credential is restricted.
   */
  | {
      readonly code:
        | 'path-unknown'
        | 'groups-not-offered'
        | 'filter-too-costly'
        | 'credential-network'
        | 'credential-read-only'
        | 'credential-users-only';
      readonly attribute?: undefined;
    };

/** A refusal as SCIM writes it: what was wrong, which one, what to do. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
    readonly fault?: Fault,
    /** When to ask again, for those who can say it better than "in a moment". */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }

  /** The body of RFC 7644 §3.12; `status` is a string. */
  toJSON(): object {
    return {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(this.status),
      ...(this.scimType ? { scimType: this.scimType } : {}),
      detail: this.detail,
    };
  }
}

const of =
  (scimType: ScimType) =>
  (detail: string): ScimError =>
    new ScimError(400, detail, scimType);

/** The 400s by their type. */
export const invalidSyntax = of('invalidSyntax');
export const invalidValue = of('invalidValue');
export const invalidPath = of('invalidPath');
export const invalidFilter = of('invalidFilter');
export const noTarget = of('noTarget');
export const mutability = of('mutability');
export const tooMany = of('tooMany');
export const invalidCursor = of('invalidCursor');
export const expiredCursor = of('expiredCursor');
export const invalidCount = of('invalidCount');

/** Text of a request that an error repeats: short, and on one line. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** `"a"`, `"b" and "c"`: names that an error repeats. */
const listed = (names: readonly string[]): string =>
  names.length < 2
    ? names.map(quoted).join()
    : `${names.slice(0, -1).map(quoted).join(', ')} and ${quoted(names.at(-1) as string)}`;

/** Attributes that are not accepted: each by its name, and the mappings to remove. */
export const notAccepted = (names: readonly string[]): string =>
  names.length === 1
    ? `The attribute ${listed(names)} is not accepted. Remove its mapping in the identity provider's attribute mappings.`
    : `The attributes ${listed(names)} are not accepted. Remove their mappings in the identity provider's attribute mappings.`;

/** A refused attribute, alike in POST, PUT, PATCH, and the rows of a mapping that send it (`rowsOf`). */
export const unknownAttribute = (name: string, rows: readonly string[] = [name]): ScimError => {
  const code = 'attribute-unknown';
  const isAlone = rows.length === 1 && rows[0] === name;
  return new ScimError(400, notAccepted(rows), 'invalidSyntax', {
    code,
    attribute: name,
    ...(isAlone ? {} : { all: rows.map((attribute) => ({ code, attribute })) }),
  });
};

/** What must be corrected in addition to the fault named first. */
export const correctedToo = (names: readonly string[]): string =>
  `Also to be corrected: ${listed(names)}.`;

/** One attribute, or member of a message, under two names: it is unknown which of them counts. */
export const twice = (name: string, where: string): ScimError =>
  invalidSyntax(
    `${quoted(name)} appears twice in ${quoted(where)}, in different spellings. Send it once.`,
  );

/** A value that an attribute cannot have. */
export const wrongValue = (attribute: string, detail: string): ScimError =>
  new ScimError(400, detail, 'invalidValue', { code: 'attribute-value', attribute });

/** An attribute that every user must have. */
export const missing = (attribute: string, what = 'is required'): ScimError =>
  new ScimError(
    400,
    `${quoted(attribute)} ${what}. Map it in the identity provider.`,
    'invalidValue',
    { code: 'attribute-required', attribute },
  );

/** RFC 7644 §3.5.2.2: what every user must have cannot be taken away. */
export const notRemovable = (attribute: string): ScimError =>
  new ScimError(400, `${quoted(attribute)} is required and cannot be removed.`, 'mutability', {
    code: 'attribute-read-only',
    attribute,
  });

/** An attribute that the provider may not write. */
export const readOnly = (attribute: string, path: string): ScimError =>
  new ScimError(
    400,
    `${quoted(path)} is read-only. Remove its mapping in the identity provider.`,
    'mutability',
    { code: 'attribute-read-only', attribute },
  );

/** RFC 7644 §4: a filter on ServiceProviderConfig, Schemas or ResourceTypes is forbidden. */
export const discoveryFilterRefused = (): ScimError =>
  new ScimError(403, 'Discovery endpoints take no filter (RFC 7644 §4). Leave "filter" out.');
