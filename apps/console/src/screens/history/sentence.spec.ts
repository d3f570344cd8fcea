import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventRow } from '../../api/views';
import { isolated } from '../../texts/isolated';
import { textsOf, type Language } from '../../texts/texts';
import { sentenceOf } from './sentence';
import { stepsOf } from './steps';

const GOLDEN = join(__dirname, '../../../../../libs/contracts/golden');

/** Every event of a person or a group that there is, as it stands on the wire. */
const events = readdirSync(GOLDEN)
  .map(
    (file) => (JSON.parse(readFileSync(join(GOLDEN, file), 'utf8')) as { event: EventRow }).event,
  )
  .filter(({ subject }) => /^(users|groups)\//.test(subject));
const types = events.map(({ type }) => type);

const eventOf = (type: string, data: object, more: Partial<EventRow> = {}): EventRow => ({
  ...(events.find((one) => one.type === type) as EventRow),
  position: 1,
  streamVersion: 1,
  data: data as EventRow['data'],
  ...more,
});

const say = (language: Language, ...some: readonly EventRow[]): string => {
  const [last] = stepsOf(some).slice(-1);
  return last ? sentenceOf(last, textsOf(language)) : '';
};

const bare = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '');

it('the log has events of people and of groups', () => {
  expect(types).toContain('UserErased');
  expect(types).toContain('GroupMembersAdded');
});

describe.each(['en', 'fr'] as const)('in %s', (language) => {
  it.each(types)('%s is a sentence', (type) => {
    const event = events.find((one) => one.type === type) as EventRow;
    const sentence = say(language, event);
    expect(sentence).toMatch(/^[^{}]+\.$/);
    expect(sentence).not.toMatch(/undefined|null|event\.|[{[]"/);
    expect(sentence).not.toContain(type);
    expect(textsOf(language).sayOr(`event.${type}`, '')).not.toBe('');
  });
});

describe('a sentence', () => {
  const members = (count: number) => ({
    displayName: 'Sales',
    memberCount: count,
    members: Array.from({ length: Math.min(10, count) }, (_, n) => ({
      type: 'User',
      id: `u${n}`,
      name: ['Ada', 'Bob', null][n % 3],
    })),
  });

  it.each<[number, string, string]>([
    [1, '1 member added: Ada.', '1 membre ajouté : Ada.'],
    [2, '2 members added: Ada and Bob.', '2 membres ajoutés : Ada et Bob.'],
    [
      29,
      '29 members added: Ada, Bob, someone whose name is no longer known, Ada, Bob, and 24 more.',
      '29 membres ajoutés : Ada, Bob, une personne dont le nom n’est plus connu, Ada, Bob et 24 autres.',
    ],
  ])('names the first of %s members and counts the others', (count, en, fr) => {
    const event = eventOf('GroupMembersAdded', members(count));
    expect(bare(say('en', event)).replaceAll(', and', ' and')).toBe(en.replaceAll(', and', ' and'));
    expect(bare(say('fr', event)).replaceAll('\u00a0', ' ')).toBe(fr);
  });

  it('says what a group was called before', () => {
    const made = eventOf('GroupCreated', { groupId: 'g', displayName: 'Sales' });
    const renamed = eventOf(
      'GroupRenamed',
      { groupId: 'g', displayName: 'Ventes' },
      { position: 2, streamVersion: 2 },
    );
    expect(bare(say('en', made, renamed))).toBe('The name changed from Sales to Ventes.');
    expect(bare(say('en', { ...renamed, streamVersion: 9 }))).toBe('The name is now Ventes.');
  });

  it('isolates a name, so that signs of direction in it turn nothing', () => {
    const event = eventOf('UserDeprovisioned', { userId: 'u', login: 'x', userName: '\u202eada' });
    expect(say('en', event)).toContain(isolated('\u202eada'));
  });

  it('of an event whose words were erased says that', () =>
    expect(say('en', eventOf('UserProvisioned', {}))).toBe('What this event said was erased.'));

  it('of a type that it does not know says the type', () =>
    expect(say('en', eventOf('UserTeleported', { to: 'Paris' }, { type: 'UserTeleported' }))).toBe(
      'UserTeleported',
    ));
});
