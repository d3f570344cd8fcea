import type { TrustRequest } from '../../api/admin';
import type { Provider } from '../../api/views';

/** The fields of a trust as they are typed; several audiences are separated by blanks or commas. */
export const TRUST_FIELDS = [
  'directoryId',
  'issuer',
  'subject',
  'audiences',
  'authorizedParty',
  'jwksUri',
] as const;
export type TrustField = (typeof TRUST_FIELDS)[number];
export type TrustDraft = Readonly<Record<TrustField, string>>;

export const EMPTY_TRUST: TrustDraft = {
  directoryId: '',
  issuer: '',
  subject: '',
  audiences: '',
  authorizedParty: '',
  jwksUri: '',
};

interface Fields {
  /** In the order in which the provider shows them. */
  readonly needed: readonly TrustField[];
  readonly optional: readonly TrustField[];
}

const ENTRA: Fields = {
  needed: ['directoryId', 'subject', 'audiences'],
  optional: ['issuer', 'authorizedParty', 'jwksUri'],
};
const OTHER: Fields = {
  needed: ['issuer', 'subject', 'audiences'],
  optional: ['jwksUri', 'authorizedParty', 'directoryId'],
};

/** Which fields a provider needs, and which it may have. */
export const fieldsOf = (provider: Provider | null | undefined): Fields =>
  provider === 'entra' ? ENTRA : OTHER;

/** What a text of a field cannot be: a key of the texts `trust.wrong.…`. */
export type Wrong = 'characters' | 'address' | 'many';

const IDENTIFIER = /^[\x21-\x7e]{1,500}$/;
const MOST_AUDIENCES = 10;

const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);
const isAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Why a field cannot be sent; undefined for a good one and for one that is empty. */
export const wrongOf = (field: TrustField, typed: string): Wrong | undefined => {
  const text = typed.trim();
  if (text === '') return undefined;
  const parts = field === 'audiences' ? listOf(text) : [text];
  if (parts.length > MOST_AUDIENCES) return 'many';
  if (!parts.every((part) => IDENTIFIER.test(part))) return 'characters';
  return (field === 'issuer' || field === 'jwksUri') && !isAddress(text) ? 'address' : undefined;
};

export const isGoodTrust = (draft: TrustDraft, provider: Provider | null | undefined): boolean =>
  fieldsOf(provider).needed.every((field) => draft[field].trim() !== '') &&
  TRUST_FIELDS.every((field) => wrongOf(field, draft[field]) === undefined);

/** The issuer that Microsoft Entra names in its v2 tokens for a directory of the public cloud. */
const issuerOfDirectory = (directoryId: string): string =>
  `https://login.microsoftonline.com/${encodeURIComponent(directoryId)}/v2.0`;

/** What is sent for a good draft; a field that is empty is not compared. */
export const trustRequestOf = (
  draft: TrustDraft,
  provider: Provider | null | undefined,
): TrustRequest => {
  const { directoryId, issuer, subject, authorizedParty, jwksUri } = Object.fromEntries(
    TRUST_FIELDS.map((field) => [field, draft[field].trim()]),
  ) as TrustDraft;
  return {
    method: 'federation',
    issuer: issuer === '' && provider === 'entra' ? issuerOfDirectory(directoryId) : issuer,
    subject,
    audiences: listOf(draft.audiences),
    ...(jwksUri === '' ? {} : { jwksUri }),
    ...(authorizedParty === '' ? {} : { authorizedParty }),
    ...(directoryId === '' ? {} : { directoryId }),
  };
};
