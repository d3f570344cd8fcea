import { brandingView } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { ChangeBrandingDto } from './branding.dto';

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
];
