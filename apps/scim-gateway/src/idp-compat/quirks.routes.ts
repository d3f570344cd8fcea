import { dialectView } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { ChangeDialectDto } from './quirks.dto';

const PATH = '/admin/v1/tenants/:tenantId/quirks';

export const quirksRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    rank: 'viewer',
    says: 'Shows which quirks the identity provider needed, how often and when last.',
    answers: { 200: dialectView },
  },
  {
    method: 'PATCH',
    path: PATH,
    leaves: ['DialectChosen'],
    rank: 'administrator',
    says: 'Switches quirks on and off; quirks that are not named stay.',
    body: ChangeDialectDto,
    answers: { 200: dialectView },
  },
];
