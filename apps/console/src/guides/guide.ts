import type { Language } from '../texts/texts';
import type { Way } from './ways';

/**
 * A guide is data: the console shows it, and `npm run docs` writes it as Markdown. `{product}` and
 * `{company}` stand for the words of texts.ts, `{url}` and `{token}` for the values to paste.
 */
export const GUIDES = ['okta', 'entra', 'onelogin', 'google', 'jumpcloud', 'pingone'] as const;
export type GuideName = (typeof GUIDES)[number] | 'other';

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  /** `from`: the number of the first step, if the section has steps before. */
  | { readonly kind: 'steps'; readonly steps: readonly string[]; readonly from?: number }
  /** Like steps, in no order. */
  | { readonly kind: 'points'; readonly points: readonly string[] }
  /** The provider's own test and its messages. A test that `writes` passes only while provisioning is on. */
  | { readonly kind: 'test'; readonly says: string; readonly writes?: true }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'picture'; readonly name: string; readonly picture: Picture }
  /** The exact values to paste. */
  | { readonly kind: 'values' }
  /** The attribute table of the tenant's profile. */
  | { readonly kind: 'attributes' }
  /** What to do on each error. */
  | { readonly kind: 'errors' };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** One line of a form at the provider: `{url}`, `{token}` and the like stand for what is pasted. */
export interface FormLine {
  readonly label: string;
  readonly value: string;
  /** A line to change or to paste; the others only show the place in the form. */
  readonly marked?: boolean;
}

/** A schematic drawing of a form at the provider. */
export interface Picture {
  readonly title: string;
  readonly lines: readonly FormLine[];
  readonly button: string;
}

export interface Guide {
  readonly name: GuideName;
  readonly language: Language;
  readonly title: string;
  readonly lead: string;
  /** What the reader needs at this provider: role, licence. */
  readonly before: readonly string[];
  /** Names of fields at the provider, with the values to paste. */
  readonly values: readonly FormLine[];
  /** Likewise for OAuth client credentials, where the provider supports them. */
  readonly clientValues?: readonly FormLine[];
  /** Likewise for workload identity federation. */
  readonly trustValues?: readonly FormLine[];
  /** The provider's source of each SCIM attribute. */
  readonly sources: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
  /** The public pages that are its sources, without https://. */
  readonly from: readonly string[];
}

/** What is pasted when the provider proves who it is in this way. */
export const valuesOf = (
  { values, clientValues, trustValues }: Guide,
  way: Way,
): readonly FormLine[] =>
  ({ token: values, client: clientValues, federation: trustValues })[way] ?? values;
