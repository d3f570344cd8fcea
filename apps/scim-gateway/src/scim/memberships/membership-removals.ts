import { subject, type Member } from '@rollcall/contracts';
import type { Change, View } from '../../event-log/port/event-log';
import { decided, groupOf } from './group-state';

/** What it brings about that a user or group is no more: each group that held it says so. */
export const departures = async (view: View, member: Member): Promise<readonly Change[]> => {
  const holders = await view.memberships.holders([member.id]);
  if (holders.length === 0) return [];
  const groups = await view.streams(holders.map(({ groupId }) => subject('groups', groupId)));
  return holders.map(({ groupId }, i) =>
    decided(groupId, groupOf(groups[i]), { type: 'TakeOut', members: [member] }),
  );
};
