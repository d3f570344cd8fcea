import { anything } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';

export const openApiRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/openapi.json',
    rank: 'anyone',
    says: 'This document.',
    answers: { 200: anything },
  },
];
