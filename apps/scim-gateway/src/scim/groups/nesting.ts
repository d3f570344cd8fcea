import type { Member } from '@rollcall/contracts';
import { ScimError } from '@rollcall/protocol';
import type { View } from '../../event-log/port/event-log';

/** Groups in groups: how many steps the longest way from an outermost group inwards may have. */
const MOST_LEVELS = 64;

/**
 * Throws 400 when one of `joins` is the group itself or holds it, directly or not (a cycle), or
 * when the longest chain of groups would have more than MOST_LEVELS steps, counted above the group
 * and below those that join. Looks level by level, in the append and so with the tenant's lock
 * held, and only when groups join.
 */
export const checkNesting = async (
  view: View,
  groupId: string,
  joins: readonly Member[],
): Promise<void> => {
  const groups = new Set(joins.filter(({ type }) => type === 'Group').map(({ id }) => id));
  if (groups.size === 0) return;
  const above = await levels([groupId], async (ids) => {
    const cycle = ids.find((id) => groups.has(id));
    if (cycle !== undefined) throw refused(`the group ${cycle} would be inside itself`);
    return (await view.memberships.outer(ids)).map((pair) => pair.groupId);
  });
  const below = await levels([...groups], async (ids) =>
    (await view.memberships.inner(ids)).map((pair) => pair.memberId),
  );
  if (above + 1 + below > MOST_LEVELS)
    throw refused(
      `groups would be nested more than ${MOST_LEVELS} levels deep (${above} above this one, ${below} below)`,
    );
};

/** Steps of the longest way from `start`; one more than are allowed is enough to know. */
const levels = async (
  start: readonly string[],
  next: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<number> => {
  let steps = -1;
  for (let level = start; level.length > 0 && steps <= MOST_LEVELS; steps += 1)
    level = [...new Set(await next(level))];
  return steps;
};

const refused = (why: string): ScimError =>
  new ScimError(400, `The members are invalid: ${why}. Leave that member out.`, 'invalidValue');
