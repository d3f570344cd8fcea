import type { Route } from '../admin-kit/route';
import {
  flag,
  list,
  object,
  oneOf,
  orNull,
  text,
  time,
  whole,
  type Shown,
} from '../admin-kit/shapes';
import { ChangeDialectDto } from './quirks.dto';

const dialectView = object({
  strictness: oneOf('tolerant', 'interop'),
  quirks: list(
    object({
      name: text,
      provider: text,
      says: text,
      on: flag,
      count: whole,
      lastAt: orNull(time),
    }),
  ),
});
export type DialectView = Shown<typeof dialectView>;

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
