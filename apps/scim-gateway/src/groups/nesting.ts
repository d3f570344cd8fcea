import type { Member } from '@rollcall/contracts';
import { ScimError } from '@rollcall/protocol';
import type { View } from '../log/event-log';

/** Levels of groups in groups above one that takes another in. */
const MOST_LEVELS = 64;

/**
 * Throws 400 when one of `joins` is the group itself or holds it, directly or not: a cycle. Looks
 * upwards from the group, level by level, and only when groups join.
 */
export const checkNesting = async (
  view: View,
  groupId: string,
  joins: readonly Member[],
): Promise<void> => {
  const groups = new Set(joins.filter(({ type }) => type === 'Group').map(({ id }) => id));
  if (groups.size === 0) return;
  const seen = new Set([groupId]);
  let level = [groupId];
  for (let height = 0; level.length > 0; height += 1) {
    const cycle = level.find((id) => groups.has(id));
    if (cycle !== undefined) throw refused(`the group ${cycle} would be inside itself`);
    if (height === MOST_LEVELS) throw refused(`groups stand ${MOST_LEVELS} levels deep already`);
    const above = await view.memberships.holders(level);
    level = [...new Set(above.map((pair) => pair.groupId))].filter((id) => !seen.has(id));
    for (const id of level) seen.add(id);
  }
};

const refused = (why: string): ScimError =>
  new ScimError(400, `The members cannot be so: ${why}. Leave that member out.`, 'invalidValue');
