import { heldTenants, redriven } from '@rollcall/contracts';
import { RedriveDto } from './admin.dto';
import type { Route } from '../admin-kit/route';

export const holdsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/holds',
    rank: 'operator',
    says: 'Lists the held tenants, with the place and the reason.',
    answers: { 200: heldTenants },
    refusals: [503],
  },
  {
    method: 'POST',
    path: '/admin/v1/tenants/:tenantId/redrive',
    leaves: ['TenantRedriven'],
    rank: 'operator',
    says: 'Resumes a held tenant from its hold; passOver skips the event that held it.',
    body: RedriveDto,
    answers: { 200: redriven },
  },
];
