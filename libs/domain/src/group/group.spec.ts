import {
  EMPTY_CHECKSUM,
  memberChecksum,
  moveChecksum,
  type GroupEvent,
  type Member,
} from '@rollcall/contracts';
import { given } from '@rollcall/testing';
import { fold } from '../decider';
import { groupDecider, MEMBERS_IN_AN_EVENT, type GroupCommand } from './group.decide';

const identity = { groupId: '1', displayName: 'Engineering', externalId: '00g1' };
const ada: Member = { type: 'User', id: 'ada' };
const bob: Member = { type: 'User', id: 'bob' };
const platform: Member = { type: 'Group', id: 'platform' };

const created: GroupEvent = { type: 'GroupCreated', data: identity };
const added = (...members: Member[]): GroupEvent => ({
  type: 'GroupMembersAdded',
  data: { ...identity, members },
});
const removed = (...members: Member[]): GroupEvent => ({
  type: 'GroupMembersRemoved',
  data: { ...identity, members },
});
const deleted: GroupEvent = { type: 'GroupDeleted', data: identity };

const create = (...joins: Member[]): GroupCommand => ({ type: 'CreateGroup', ...identity, joins });
const change = (fields: object): GroupCommand => ({
  type: 'ChangeGroup',
  displayName: identity.displayName,
  externalId: identity.externalId,
  joins: [],
  leaves: [],
  ...fields,
});
const remove: GroupCommand = { type: 'DeleteGroup' };

const group = given(groupDecider);

describe('a group', () => {
  it('is created once', () => group().when(create()).then(created));

  it('is created with members, in an event of their own', () =>
    group().when(create(ada, platform)).then(created, added(ada, platform)));

  it('is not created twice', () => group(created).when(create()).thenRefused('group-exists'));

  it('says nothing when nothing changes', () =>
    group(created, added(ada)).when(change({})).thenNothing());

  it('is renamed, its members as they were', () =>
    group(created, added(ada))
      .when(change({ displayName: 'Platform' }))
      .then({ type: 'GroupRenamed', data: { ...identity, displayName: 'Platform' } }));

  it('says so when it loses its externalId', () =>
    group(created)
      .when(change({ externalId: undefined }))
      .then({ type: 'GroupRenamed', data: { groupId: '1', displayName: 'Engineering' } }));

  it('names who left and who joined, and no other member', () =>
    group(created, added(ada))
      .when(change({ joins: [bob], leaves: [ada] }))
      .then(removed(ada), added(bob)));

  it('has its new name in the events of members of the same request', () =>
    group(created)
      .when(change({ displayName: 'Platform', joins: [bob] }))
      .then(
        { type: 'GroupRenamed', data: { ...identity, displayName: 'Platform' } },
        {
          type: 'GroupMembersAdded',
          data: { ...identity, displayName: 'Platform', members: [bob] },
        },
      ));

  it('tells many members in several events, each under 256 kB', () => {
    const many = Array.from(
      { length: 2 * MEMBERS_IN_AN_EVENT + 1 },
      (_, i): Member => ({ type: 'Group', id: String(i).padStart(36, '0') }),
    );
    const events = groupDecider.decide(create(...many), groupDecider.initial);
    expect(events).toHaveLength(4);
    expect(
      events.flatMap(({ data }) => ('members' in data ? data.members : [])).map(({ id }) => id),
    ).toEqual(many.map(({ id }) => id));
    for (const { data } of events) expect(JSON.stringify(data).length).toBeLessThan(262_144);
  });

  it('gives up a member that is no more', () =>
    group(created, added(ada, bob))
      .when({ type: 'TakeOut', members: [ada] })
      .then(removed(ada)));

  it('is deleted', () => group(created, added(ada)).when(remove).then(deleted));

  it('cannot be changed when gone', () =>
    group(created, deleted).when(change({})).thenRefused('group-unknown'));

  it('cannot be deleted when it never was', () =>
    group().when(remove).thenRefused('group-unknown'));
});

describe('the membership of a group', () => {
  const after = (...events: GroupEvent[]) => {
    const state = fold(groupDecider, groupDecider.initial, events);
    return 'membership' in state ? state.membership : undefined;
  };

  it('is the sum of its members, in whatever order they came', () =>
    expect(after(created, added(ada, bob))).toBe(after(created, added(bob), added(ada))));

  it('is empty again when all have left', () =>
    expect(after(created, added(ada, bob), removed(bob), removed(ada))).toBe(EMPTY_CHECKSUM));

  it('tells a user from a group', () =>
    expect(after(created, added(ada))).not.toBe(
      moveChecksum(EMPTY_CHECKSUM, { plus: memberChecksum({ type: 'Group', id: 'ada' }) }),
    ));

  it('survives a new name', () =>
    expect(after(created, added(ada), { type: 'GroupRenamed', data: identity })).toBe(
      after(created, added(ada)),
    ));
});
