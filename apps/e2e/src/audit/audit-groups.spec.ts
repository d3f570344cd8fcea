import { EMPTY_CHECKSUM, memberChecksum, moveChecksum, rowChecksum } from '@rollcall/contracts';
import { auditDirectory, auditListedTeams, auditTeams } from './audit-groups';
import type { DirectoryRecord, LogRecord, RecordedFact } from '../support/records';

/** An audit that cannot find anything proves nothing: each is shown what it is there to find. */

const fact = (
  position: number,
  subject: string,
  streamVersion: number,
  type: string,
  data: Record<string, unknown>,
): RecordedFact => {
  const [kind, id] = subject.split('/') as [string, string];
  const named = kind === 'users' ? { userId: id, login: `${id}@x` } : { groupId: id };
  return {
    position,
    subject,
    streamVersion,
    type,
    actor: 'token:t',
    correlationId: 'c',
    data: { ...named, ...data },
  };
};

const ada = { userName: 'ada@x', active: true };
const events = [
  fact(1, 'users/ada', 1, 'UserProvisioned', { attributes: ada }),
  fact(2, 'groups/g', 1, 'GroupCreated', { displayName: 'Team' }),
  fact(3, 'groups/g', 2, 'GroupMembersAdded', {
    displayName: 'Team',
    members: [{ type: 'User', id: 'ada' }],
  }),
];
const membership = memberChecksum({ type: 'User', id: 'ada' });
const team = { displayName: 'Team', membership };
const checksums = { ada: rowChecksum('users/ada', 1, ada), team: rowChecksum('groups/g', 2, team) };
const checksum = moveChecksum(checksums.ada, { plus: checksums.team });
const memberships = [{ groupId: 'g', memberId: 'ada', type: 'User' }];

const log: LogRecord = {
  position: 3,
  relayed: 3,
  checksum,
  events,
  memberships,
  streams: [
    { subject: 'users/ada', version: 1, status: 'active', attributes: ada },
    { subject: 'groups/g', version: 2, status: 'active', attributes: team },
  ],
  claims: new Map([
    ['userName ada@x', 'users/ada'],
    ['groupName team', 'groups/g'],
  ]),
};
const directory: DirectoryRecord = {
  position: 3,
  checksum,
  memberships,
  users: [{ id: 'ada', version: 1, attributes: ada, checksum: checksums.ada }],
  groups: [{ id: 'g', version: 2, attributes: team, checksum: checksums.team }],
};
const gone = { groupId: 'g', memberId: 'bob', type: 'User' };

describe('the audit of groups in the log', () => {
  it('is content with what the events say', () => expect(auditTeams(log)).toEqual([]));

  it('finds a member who is gone', () =>
    expect(auditTeams({ ...log, memberships: [...memberships, gone] })).toEqual([
      'the log has bob in g, and one of them is gone',
    ]));

  it('finds a member who is missing', () =>
    expect(auditTeams({ ...log, memberships: [] })).toEqual([
      'the log lacks the membership g ada User',
    ]));

  it('finds a state with other members, an unclaimed name, another checksum', () => {
    const [user, group] = log.streams as [LogRecord['streams'][0], LogRecord['streams'][0]];
    const other = { ...group, attributes: { ...team, membership: EMPTY_CHECKSUM } };
    expect(
      auditTeams({ ...log, streams: [user, other], claims: new Map(), checksum: checksums.ada }),
    ).toEqual([
      'groups/g differs from its events',
      '0 names of groups are held, there are 1 groups',
      'the checksum of the log is of other rows',
    ]);
  });
});

describe('the audit of the directory’s tables', () => {
  it('is content with what the events say', () =>
    expect(auditDirectory(log, directory)).toEqual([]));

  it('finds a directory that is behind', () =>
    expect(auditDirectory(log, { ...directory, position: 2 })).toEqual([
      'the directory stands at position 2, the log at 3',
    ]));

  it('finds another row, a checksum of another row, another total', () =>
    expect(
      auditDirectory(log, {
        ...directory,
        users: [{ ...(directory.users[0] as DirectoryRecord['users'][0]), version: 2 }],
        groups: [{ ...(directory.groups[0] as DirectoryRecord['groups'][0]), checksum: '0' }],
        checksum: checksums.ada,
      }),
    ).toEqual([
      'the directory has another users/ada',
      'the checksum of groups/g is of another row',
      'the checksum of the directory is of other rows',
    ]));

  it('finds a row and a membership of what is gone, and what is missing', () =>
    expect(
      auditDirectory(log, {
        ...directory,
        users: [],
        groups: [
          ...directory.groups,
          { id: 'old', version: 1, attributes: team, checksum: checksums.team },
        ],
        memberships: [gone],
      }),
    ).toEqual([
      'the directory has groups/old, which is gone',
      'the directory has bob in g, and one of them is gone',
      'the directory lacks the membership g ada User',
    ]));
});

describe('the audit of the listed groups', () => {
  const shown = (...members: string[]) => ({
    id: 'g',
    displayName: 'Team',
    meta: { version: 'W/"2"' },
    members: members.map((value) => ({ value, type: 'User' })),
  });

  it('is content with the same members', () =>
    expect(auditListedTeams(events, [shown('ada')])).toEqual([]));

  it('finds other members, and a group that is missing', () => {
    expect(auditListedTeams(events, [shown('ada', 'bob')])).toEqual([
      'the list shows another group g',
    ]);
    expect(auditListedTeams(events, [])).toEqual(['the list shows 0 groups, the events say 1']);
  });
});
