import { namesPage } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { NamesQueryDto } from './names.dto';

export const namesRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/tenants/:tenantId/names',
    rank: 'viewer',
    says: 'Lists names that the current rules refuse, or that collide with another name under the current folding.',
    query: NamesQueryDto,
    answers: { 200: namesPage },
  },
];
