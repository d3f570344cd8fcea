import { actPage } from '@rollcall/contracts';
import { PageDto } from '../admin-kit/page.dto';
import type { Route } from '../admin-kit/route';

export const actsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/acts',
    rank: 'operator',
    says: 'Lists the acts of operators that are not events of a tenant, newest first.',
    query: PageDto,
    answers: { 200: actPage },
  },
];
