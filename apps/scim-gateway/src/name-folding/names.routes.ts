import type { Route } from '../admin-kit/route';
import { list, object, oneOf, orNull, page, text, type Shown } from '../admin-kit/shapes';
import { NamesQueryDto } from './names.dto';

const nameView = object({
  kind: oneOf('userName', 'groupName'),
  id: text,
  name: text,
  /** Why it is here. */
  says: text,
  /** Who else has it, or what it looks like. */
  meetsId: orNull(text),
  meetsName: orNull(text),
});
export type NameView = Shown<typeof nameView>;

const namesPage = page({ names: list(nameView) });
export type NamesPage = Shown<typeof namesPage>;

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
