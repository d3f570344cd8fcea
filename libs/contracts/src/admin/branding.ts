import { list, object, oneOf, orNull, text, type TypeOf } from './shapes';

/** What a tenant may set of its own. */
export const BRANDING_PARTS = ['name', 'logo', 'accent', 'support', 'returnUrl'] as const;

const shades = object({ accent: text, strong: text, on: text, wash: text });

/** What the console calls and shows of the product; the gateway has checked every part. */
export const brandingView = object({
  name: orNull(text),
  /** A data URL: the console asks no other host for it. */
  logo: orNull(text),
  accent: orNull(text),
  /** A mail address, or one that begins with https://. */
  support: orNull(text),
  returnUrl: orNull(text),
  /** The accent as each theme uses it. */
  shades: orNull(object({ light: shades, dark: shades })),
  /** What the tenant has set; the rest is the installation's. */
  own: list(oneOf(...BRANDING_PARTS)),
});
export type BrandingView = TypeOf<typeof brandingView>;
