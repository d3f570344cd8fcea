import type { Route } from '../admin-kit/route';
import { list, object, oneOf, orNull, text, type Shown } from '../admin-kit/shapes';
import { OpenSessionDto } from '../console-auth/ways.dto';
import { ChangeBrandingDto } from './branding.dto';
import { PARTS } from './branding';

const shades = object({ accent: text, strong: text, on: text, wash: text });

const brandingView = object({
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
  own: list(oneOf(...PARTS)),
});
export type BrandingView = Shown<typeof brandingView>;

const OF_TENANT = '/admin/v1/tenants/:tenantId/branding';

export const brandingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: OF_TENANT,
    rank: 'viewer',
    says: 'Shows the product’s name, logo, colour and addresses as the console of this tenant has them.',
    answers: { 200: brandingView },
  },
  {
    method: 'PATCH',
    path: OF_TENANT,
    leaves: ['BrandingChanged'],
    rank: 'operator',
    says: 'Changes the branding of this tenant; fields that are not sent stay, null restores the value of the installation.',
    body: ChangeBrandingDto,
    answers: { 200: brandingView },
  },
  {
    method: 'POST',
    path: '/admin/v1/session/branding',
    leaves: { nothing: 'Shows what a set-up link would open.' },
    rank: 'anyone',
    says: 'Shows the branding of a set-up link without using the link; for any other text, the branding of the installation.',
    body: OpenSessionDto,
    bodyLimit: 1_024,
    isAttempt: true,
    answers: { 200: brandingView },
    refusals: [403],
  },
];
