import { erasureList, erasureView } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { EraseUserDto } from './erasing.dto';

const TENANT = '/admin/v1/tenants/:tenantId';

export const erasingRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${TENANT}/erasures`,
    leaves: ['UserErased'],
    rank: 'operator',
    says: 'Erases a deprovisioned user: 202 while the erasure runs, 200 when it is done. Final.',
    body: EraseUserDto,
    answers: { 200: erasureView, 202: erasureView },
    refusals: [409],
  },
  {
    method: 'GET',
    path: `${TENANT}/erasures`,
    rank: 'operator',
    says: 'Lists the erasures of a tenant, newest first; the erasure of the tenant itself stays when all else is gone.',
    answers: { 200: erasureList },
  },
  {
    method: 'DELETE',
    path: TENANT,
    leaves: ['TokenRevoked', 'TenantErased'],
    rank: 'operator',
    says: 'Erases a closed tenant and its data: 202 while the erasure runs, 200 when it is done. Final.',
    answers: { 200: erasureView, 202: erasureView },
    refusals: [409],
  },
];
