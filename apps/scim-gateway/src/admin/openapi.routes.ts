import type { Route } from './route';
import { anything } from './shapes';

export const openApiRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/openapi.json',
    rank: 'anyone',
    says: 'This document.',
    answers: { 200: anything },
  },
];
