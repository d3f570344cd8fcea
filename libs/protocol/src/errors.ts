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

/** What a refusal is about, more exactly than status and scimType say: for whoever explains it. */
export type Fault =
  | {
      readonly code:
        | 'attribute-unknown'
        | 'attribute-required'
        | 'attribute-value'
        | 'attribute-read-only';
      readonly attribute: string;
    }
  /** Nothing is served at the address, or no groups to this tenant: no resource was looked for. */
  | { readonly code: 'path-unknown' | 'groups-not-offered'; readonly attribute?: undefined };

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

/** A refused attribute, alike in POST, PUT, PATCH: its name, and the mapping to remove. */
export const unknownAttribute = (name: string): ScimError =>
  new ScimError(
    400,
    `The attribute ${quoted(name)} is not accepted. Remove its mapping in the identity provider's attribute mappings.`,
    'invalidSyntax',
    { code: 'attribute-unknown', attribute: name },
  );

/** One attribute, or member of a message, under two names: nobody knows which of them counts. */
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
