import type { Body } from './client';
import type { RecordedFact } from './records';

/** Who is in a group, by what the events say; written against the contract alone. */
export interface Team {
  readonly version: number;
  readonly displayName: string;
  readonly externalId?: string;
  /** Types by id. */
  readonly members: ReadonlyMap<string, string>;
}

interface GroupData {
  readonly displayName: string;
  readonly externalId?: string;
  readonly members?: readonly { readonly type: string; readonly id: string }[];
}

const changedBy = (team: Team | undefined, { type, data }: RecordedFact): Team => {
  const { displayName, externalId, members = [] } = data as unknown as GroupData;
  const now = new Map(team?.members);
  for (const { id, type: kind } of members)
    if (type === 'GroupMembersAdded') now.set(id, kind);
    else now.delete(id);
  return {
    version: (team?.version ?? 0) + 1,
    displayName,
    ...(externalId === undefined ? {} : { externalId }),
    members: now,
  };
};

/** The groups that are: a subscriber that reads the topic alone keeps exactly this. */
export const teamsOf = (events: readonly RecordedFact[]): ReadonlyMap<string, Team> => {
  const teams = new Map<string, Team>();
  for (const event of events) {
    if (!event.subject.startsWith('groups/')) continue;
    const id = event.subject.slice('groups/'.length);
    if (event.type === 'GroupDeleted') teams.delete(id);
    else teams.set(id, changedBy(teams.get(id), event));
  }
  return teams;
};

/** Members that a group gained twice or lost without having them: an event must be exact. */
export const inexactOf = (events: readonly RecordedFact[]): readonly string[] => {
  const members = new Set<string>();
  return events.flatMap(({ position, subject, type, data }) =>
    ((data['members'] ?? []) as { id: string }[]).flatMap(({ id }) => {
      const key = `${subject} ${id}`;
      const had = members.has(key);
      if (type === 'GroupMembersAdded') members.add(key);
      else members.delete(key);
      return had === (type === 'GroupMembersAdded') ? [`position ${position} repeats ${key}`] : [];
    }),
  );
};

/** The groups as SCIM answers them, in the form of `teamsOf`. */
export const shownTeams = (groups: readonly Body[]): ReadonlyMap<string, Team> =>
  new Map(
    groups.map((group) => {
      const {
        displayName,
        externalId,
        members = [],
      } = group as unknown as {
        displayName: string;
        externalId?: string;
        members?: { value: string; type: string }[];
      };
      const version = String((group['meta'] as Body)['version']);
      return [
        String(group['id']),
        {
          version: Number(/\d+/.exec(version)?.[0]),
          displayName,
          ...(externalId === undefined ? {} : { externalId }),
          members: new Map(members.map(({ value, type }) => [value, type])),
        },
      ];
    }),
  );
