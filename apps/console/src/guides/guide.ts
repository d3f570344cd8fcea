import type { Language } from '../texts/texts';

/**
 * A guide is data: the console shows it, and `npm run docs` writes it as Markdown. `{product}` and
 * `{company}` stand for the words of texts.ts, `{url}` and `{token}` for the values to paste.
 */
export const GUIDES = ['okta', 'entra', 'onelogin', 'google', 'jumpcloud', 'pingone'] as const;
export type GuideName = (typeof GUIDES)[number] | 'other';

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  /** `from`: the number of its first step, where others of its section come before. */
  | { readonly kind: 'steps'; readonly steps: readonly string[]; readonly from?: number }
  /** Like steps, in no order. */
  | { readonly kind: 'points'; readonly points: readonly string[] }
  /** The provider's own test: what it says. One that `writes` passes only while provisioning is on. */
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

/** One line of a form at the provider: `{url}` and `{token}` stand for the values to paste. */
export interface FormLine {
  readonly label: string;
  readonly value: string;
  /** What is to be changed or pasted; the rest only shows where one is. */
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
  /** What this provider asks for before one starts: role, licence. */
  readonly before: readonly string[];
  /** Names of fields at the provider with what is pasted there. */
  readonly values: readonly FormLine[];
  /** Where the provider takes each SCIM attribute from. */
  readonly sources: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
  /** Public pages that it was written from, without https://. */
  readonly from: readonly string[];
}
