import type { EventRow } from '../../api/views';
import { stepsOf, UNKNOWN, type Change } from './steps';

const event = (streamVersion: number, type: string, data: object): EventRow => ({
  position: 100 + streamVersion,
  subject: 'users/u',
  streamVersion,
  type,
  version: 1,
  time: '2026-11-25T10:00:00.000Z',
  actor: 'token:t',
  correlationId: 'c',
  data: { userId: 'u', login: 'ada', ...data },
});

const shown = ({ name, before, after }: Change): string =>
  `${name}: ${before.known ? (before.value ?? '–') : '?'} → ${after ?? '–'}`;

const changesOf = (...events: readonly EventRow[]): readonly (readonly string[])[] =>
  stepsOf(events).map(({ changes }) => changes.map(shown));

const made = event(1, 'UserProvisioned', {
  attributes: {
    userName: 'ada',
    active: true,
    name: { givenName: 'Ada', familyName: 'Byron' },
    emails: [{ type: 'work', value: 'ada@acme.example', primary: true }],
  },
});

describe('the steps of a history', () => {
  it('begin with what was created', () =>
    expect(changesOf(made)).toEqual([
      [
        'userName: – → ada',
        'active: – → true',
        'name.givenName: – → Ada',
        'name.familyName: – → Byron',
        'emails[type eq "work"].value: – → ada@acme.example',
        'emails[type eq "work"].primary: – → true',
      ],
    ]));

  it('show before and after of what changed, and of nothing else', () => {
    const changed = event(2, 'UserProfileChanged', {
      set: { name: { givenName: 'Ada', familyName: 'Lovelace' }, title: 'Countess' },
      unset: ['emails'],
    });
    expect(changesOf(made, changed)[1]).toEqual([
      'name.familyName: Byron → Lovelace',
      'title: – → Countess',
      'emails[type eq "work"].value: ada@acme.example → –',
      'emails[type eq "work"].primary: true → –',
    ]);
  });

  it('of who was switched off and on show active alone', () => {
    const identity = { userName: 'ada', externalId: 'x' };
    expect(
      changesOf(
        made,
        event(2, 'UserDeactivated', identity),
        event(3, 'UserReactivated', identity),
        event(4, 'UserDeprovisioned', identity),
      ).slice(1),
    ).toEqual([['active: true → false'], ['active: false → true'], []]);
  });

  it('do not make up what stood before the first event that is shown', () => {
    const later = [
      event(7, 'UserProfileChanged', { set: { title: 'Dr' }, unset: ['nickName'] }),
      event(8, 'UserProfileChanged', { set: { title: 'Prof' }, unset: [] }),
    ];
    expect(changesOf(...later)).toEqual([
      ['title: ? → Dr', 'nickName: ? → –'],
      ['title: Dr → Prof'],
    ]);
    expect(stepsOf(later)[0]?.changes[0]?.before).toBe(UNKNOWN);
  });

  it('are in the order of the log, whatever order they came in', () =>
    expect(
      stepsOf([event(2, 'UserDeactivated', {}), made]).map(({ event: { type } }) => type),
    ).toEqual(['UserProvisioned', 'UserDeactivated']));

  it('of a group show its name', () => {
    const group = [
      event(1, 'GroupCreated', { displayName: 'Sales', externalId: 'g' }),
      event(2, 'GroupRenamed', { displayName: 'Ventes' }),
      event(3, 'GroupMembersAdded', { displayName: 'Ventes', memberCount: 1, members: [] }),
    ];
    expect(changesOf(...group)).toEqual([
      ['displayName: – → Sales', 'externalId: – → g'],
      ['displayName: Sales → Ventes', 'externalId: g → –'],
      [],
    ]);
  });
});
