import {
  EMPTY_CHECKSUM,
  memberChecksum,
  moveChecksum,
  rowChecksum,
  type Attributes,
  type Member,
} from '@rollcall/contracts';
import { canonical, most, peopleOf } from './audit';
import type { Body } from '../support/client';
import type {
  DirectoryRecord,
  LogRecord,
  MembershipRecord,
  RecordedFact,
} from '../support/records';

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

const sum = (checksums: readonly string[]): string =>
  checksums.reduce((total, plus) => moveChecksum(total, { plus }), EMPTY_CHECKSUM);

/** A group's attributes as log and directory keep them: its members by the sum of their checksums. */
const attributesOf = ({ displayName, externalId, members }: Team): Attributes => ({
  displayName,
  ...(externalId === undefined ? {} : { externalId }),
  membership: sum([...members].map(([id, type]) => memberChecksum({ id, type } as Member))),
});

interface Row {
  readonly version: number;
  readonly attributes: Attributes;
}

/** What should stand in rows, by what the events say: subject → version and attributes. */
const rowsOf = (events: readonly RecordedFact[]): ReadonlyMap<string, Row> =>
  new Map<string, Row>([
    ...[...peopleOf(events)].map(([id, person]) => [`users/${id}`, person] as const),
    ...[...teamsOf(events)].map(
      ([id, team]) =>
        [`groups/${id}`, { version: team.version, attributes: attributesOf(team) }] as const,
    ),
  ]);

const checksumOf = (rows: ReadonlyMap<string, Row>): string =>
  sum([...rows].map(([subject, row]) => rowChecksum(subject, row.version, row.attributes)));

/** Memberships, row by row: of unknown resources, missing ones, surplus ones. */
const auditMemberships = (
  where: string,
  events: readonly RecordedFact[],
  rows: readonly MembershipRecord[],
): readonly string[] => {
  const teams = teamsOf(events);
  const people = peopleOf(events);
  const expected = new Set(
    [...teams].flatMap(([groupId, { members }]) =>
      [...members].map(([id, type]) => `${groupId} ${id} ${type}`),
    ),
  );
  const problems = rows.flatMap(({ groupId, memberId, type }) => {
    const live = type === 'User' ? people.has(memberId) : teams.has(memberId);
    if (!live || !teams.has(groupId))
      return [`${where} has ${memberId} in ${groupId}, and one of them is gone`];
    return expected.delete(`${groupId} ${memberId} ${type}`)
      ? []
      : [`${where} has ${memberId} in ${groupId}, the events do not`];
  });
  return [...problems, ...[...expected].map((one) => `${where} lacks the membership ${one}`)];
};

/** Groups of the log: state, names, memberships and the tenant's checksum are what the events say. */
export const auditTeams = ({
  events,
  streams,
  claims,
  memberships,
  checksum,
}: LogRecord): readonly string[] => {
  const rows = rowsOf(events);
  const teams = [...rows].filter(([subject]) => subject.startsWith('groups/'));
  const live = new Map(
    streams
      .filter(({ subject, status }) => subject.startsWith('groups/') && status !== 'gone')
      .map((stream) => [stream.subject, stream]),
  );
  const problems = teams.flatMap(([subject, { version, attributes }]) => {
    const stream = live.get(subject);
    return stream?.version === version && canonical(stream.attributes) === canonical(attributes)
      ? []
      : [`${subject} differs from its events`];
  });
  if (live.size !== teams.length)
    problems.push(`${live.size} groups are there, the events say ${teams.length}`);
  const names = [...claims].filter(([claim]) => claim.startsWith('groupName '));
  if (canonical(names.map(([, held]) => held).sort()) !== canonical([...live.keys()].sort()))
    problems.push(`${names.length} names of groups are held, there are ${live.size} groups`);
  if (checksumOf(rows) !== checksum) problems.push('the checksum of the log is of other rows');
  return most([
    ...problems,
    ...inexactOf(events),
    ...auditMemberships('the log', events, memberships),
  ]);
};

/** The directory's tables at the position of the log: each row, each membership, each checksum. */
export const auditDirectory = (
  { events, position }: Pick<LogRecord, 'events' | 'position'>,
  directory: DirectoryRecord,
): readonly string[] => {
  if (directory.position !== position)
    return [`the directory stands at position ${directory.position}, the log at ${position}`];
  const expected = rowsOf(events);
  const rows = [
    ...directory.users.map((row) => ({ ...row, subject: `users/${row.id}` })),
    ...directory.groups.map((row) => ({ ...row, subject: `groups/${row.id}` })),
  ];
  const problems = rows.flatMap(({ subject, version, attributes, checksum }) => {
    const row = expected.get(subject);
    if (!row) return [`the directory has ${subject}, which is gone`];
    if (row.version !== version || canonical(row.attributes) !== canonical(attributes))
      return [`the directory has another ${subject}`];
    return checksum === rowChecksum(subject, version, attributes)
      ? []
      : [`the checksum of ${subject} is of another row`];
  });
  if (rows.length !== expected.size)
    problems.push(`the directory has ${rows.length} rows, the events say ${expected.size}`);
  if (checksumOf(expected) !== directory.checksum)
    problems.push('the checksum of the directory is of other rows');
  return most([...problems, ...auditMemberships('the directory', events, directory.memberships)]);
};

/** The groups that are listed are those of the events, with their members. */
export const auditListedTeams = (
  events: readonly RecordedFact[],
  listed: readonly Body[],
): readonly string[] => {
  const teams = teamsOf(events);
  const text = ({ members, ...team }: Team): string =>
    canonical({ ...team, members: [...members].sort() });
  const shown = shownTeams(listed);
  const problems = [...shown].flatMap(([id, team]) => {
    const known = teams.get(id);
    return known && text(known) === text(team) ? [] : [`the list shows another group ${id}`];
  });
  if (listed.length !== teams.size)
    problems.push(`the list shows ${listed.length} groups, the events say ${teams.size}`);
  return most(problems);
};
