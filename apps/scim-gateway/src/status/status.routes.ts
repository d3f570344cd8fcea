import { statusView } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';

export const statusRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/tenants/:tenantId/status',
    rank: 'viewer',
    says: 'Shows the state of the connection: on or off, last request, refusals of the day by cause, users, the token in use.',
    answers: { 200: statusView },
  },
];
