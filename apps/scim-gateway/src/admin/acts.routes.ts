import { PageDto } from './admin.dto';
import type { Route } from '../admin-kit/route';
import { anything, list, object, orNull, page, text, time, type Shown } from '../admin-kit/shapes';

const actView = object({
  id: text,
  at: time,
  type: text,
  actor: text,
  tenantId: orNull(text),
  source: orNull(text),
  correlationId: text,
  data: anything,
});
export type ActView = Shown<typeof actView>;

export const actsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/acts',
    rank: 'operator',
    says: 'Lists the acts of operators that are not events of a tenant, newest first.',
    query: PageDto,
    answers: { 200: page({ acts: list(actView) }) },
  },
];
