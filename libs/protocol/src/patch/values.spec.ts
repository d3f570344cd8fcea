import { ScimError } from '../errors';
import { full } from '../profiles/full';
import type { Attributes } from '../value';
import { applyPatch } from './apply';
import { parsePatch, PATCH_URN } from './operation';

const work = { value: 'jo@work.test', type: 'work', primary: true };
const home = { value: 'jo@home.test', type: 'home' };
const jo: Attributes = { userName: 'jo', active: true, emails: [work, home] };

const patched = (...Operations: object[]): Attributes =>
  applyPatch(full, jo, parsePatch(full, { schemas: [PATCH_URN], Operations }));
const refusal = (operation: object): string => {
  try {
    patched(operation);
  } catch (error) {
    if (error instanceof ScimError) return `${error.scimType}: ${error.detail}`;
    throw error;
  }
  return 'accepted';
};

describe('a list in a PATCH', () => {
  it('holds a value of one type once, whatever else is added to it', () => {
    const value = { ...home, display: 'Jo' };
    expect(patched({ op: 'add', path: 'emails', value: [value] })['emails']).toEqual([work, value]);
    expect(
      patched({ op: 'add', path: 'emails', value: [{ ...home, primary: true }] })['emails'],
    ).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ]);
  });

  it('takes what is added twice in one operation once', () => {
    const value = [
      { value: 'x', type: 'other' },
      { type: 'other', value: 'x' },
    ];
    expect(patched({ op: 'add', path: 'emails', value })['emails']).toEqual([work, home, value[0]]);
    const many = Array.from({ length: 20 }, (_, i) => ({ value: `${i % 4}` }));
    expect(patched({ op: 'add', path: 'emails', value: many })['emails']).toHaveLength(6);
    const addresses = [{ locality: 'L' }, { locality: 'L' }, { locality: 'M' }];
    expect(patched({ op: 'add', path: 'addresses', value: addresses })['addresses']).toEqual(
      addresses.slice(1),
    );
  });

  it('refuses two primaries, also when one of them is the primary already', () => {
    const value = [work, { ...home, primary: true }];
    expect(refusal({ op: 'add', path: 'emails', value })).toMatch(/^invalidValue: Only one/);
    const without = [
      { value: work.value, type: work.type },
      { ...home, primary: true },
    ];
    expect(patched({ op: 'add', path: 'emails', value: without })['emails']).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ]);
  });

  it.each([
    ['add', 'emails[type eq "other"]', { value: 'x', primary: true }],
    ['replace', 'emails[type eq "other"]', { value: 'x', primary: true }],
    ['add', 'emails[type eq "other" and primary eq true].value', 'x'],
  ])('takes primary from the others for one that %s %s makes', (op, path, value) =>
    expect(patched({ op, path, value })['emails']).toEqual([
      { ...work, primary: false },
      home,
      { type: 'other', value: 'x', primary: true },
    ]),
  );

  it('makes a value of its parts in any order', () => {
    const part = (name: string, value: unknown): object => ({
      op: 'add',
      path: `emails[type eq "other"].${name}`,
      value,
    });
    const parts = [part('primary', true), part('display', 'O'), part('value', 'x')];
    for (const operations of [parts, [...parts].reverse()])
      expect(patched(...operations)['emails']).toEqual([
        { ...work, primary: false },
        home,
        { type: 'other', value: 'x', display: 'O', primary: true },
      ]);
    const path = 'emails[type eq "work"].value';
    expect(
      patched({ op: 'replace', path, value: '' }, { op: 'replace', path, value: 'x' })['emails'],
    ).toEqual([{ ...work, value: 'x' }, home]);
  });

  it('keeps what is said of a value that never gets one, as POST does', () =>
    expect(
      patched({ op: 'add', path: 'emails[type eq "other"].primary', value: true })['emails'],
    ).toEqual([{ ...work, primary: false }, home, { type: 'other', primary: true }]));

  it('loses a value that an operation emptied, whatever is said of it then', () => {
    const path = 'emails[type eq "work"].value';
    const emptied = { op: 'remove', path };
    for (const more of [
      [],
      [{ op: 'add', path: 'emails', value: [{ value: 'x', primary: true }] }],
      [{ op: 'replace', path: 'emails[type eq "work"].primary', value: false }],
    ])
      expect(patched(emptied, ...more)['emails']).not.toContainEqual(
        expect.objectContaining({ type: 'work' }),
      );
    // One that came without a value has lost nothing.
    const from = { ...jo, roles: [{ type: 'x', primary: true }] };
    const operation = { op: 'add', path: 'roles[value eq "z"].display', value: 'Z' };
    const body = { schemas: [PATCH_URN], Operations: [operation] };
    expect(applyPatch(full, from, parsePatch(full, body))['roles']).toEqual([
      { type: 'x', primary: true },
      { value: 'z', display: 'Z' },
    ]);
  });

  it.each(['type', 'value'])('makes no value that its own filter by %s does not find', (part) =>
    expect(refusal({ op: 'add', path: `emails[${part} eq "a"].${part}`, value: 'b' })).toMatch(
      /^noTarget/,
    ),
  );

  it('keeps the same value of another type', () => {
    const value = [{ ...home, type: 'other' }];
    expect(patched({ op: 'add', path: 'emails', value })['emails']).toEqual([work, home, ...value]);
  });

  it('takes a list of one where a filter picks a value', () => {
    const path = 'emails[type eq "home"]';
    const value = [{ value: 'x', type: 'home' }];
    expect(patched({ op: 'replace', path, value })['emails']).toEqual([work, ...value]);
    expect(
      patched({ op: 'add', path: 'ims[type eq "xmpp"]', value: [{ value: 'j' }] })['ims'],
    ).toEqual([{ type: 'xmpp', value: 'j' }]);
    expect(refusal({ op: 'replace', path, value: [work, home] })).toMatch(/^invalidValue/);
  });

  it.each<[string, unknown, object[] | undefined]>([
    ['by value', [{ value: home.value }], [work]],
    ['in other capitals', [{ Value: 'JO@home.TEST' }], [work]],
    ['as texts', [home.value, work.value], undefined],
    ['of its type', [{ value: home.value, type: 'HOME' }], [work]],
    ['of another type', [{ value: home.value, type: 'work' }], [work, home]],
    ['by type', [{ type: 'work' }], [home]],
    ['and nothing by nothing', [], [work, home]],
    ['and nothing by an empty object', {}, [work, home]],
    ['and all by null, as by no value', null, undefined],
  ])('loses values %s', (_, value, left) =>
    expect(patched({ op: 'remove', path: 'emails', value })['emails']).toEqual(left),
  );

  it('loses of values without a value those that are what is said', () => {
    const [one, two] = [
      { type: 'work', locality: 'L', country: 'DE' },
      { type: 'work', locality: 'M' },
    ];
    const from = { ...jo, addresses: [one, two] };
    const left = (value: unknown): unknown =>
      applyPatch(
        full,
        from,
        parsePatch(full, {
          schemas: [PATCH_URN],
          Operations: [{ op: 'remove', path: 'addresses', value }],
        }),
      )['addresses'];
    expect(left([{ type: 'work', locality: 'l' }])).toEqual([two]);
    expect(left([{ type: 'home' }])).toEqual([one, two]);
    expect(left([{ country: null }])).toEqual([one, two]);
    expect(left([{ type: 'work' }])).toBeUndefined();
  });

  it.each([
    ['emails', ['a@b.c'], 'Each of "emails" must be an object, such as {"value": "…"}.'],
    ['emails', 'a@b.c', 'Each of "emails" must be an object, such as {"value": "…"}.'],
    ['addresses', ['here'], 'Each of "addresses" must be an object.'],
    ['name', 'Jo', '"name" must be an object.'],
  ])('says what a value of %s looks like', (path, value, detail) =>
    expect(refusal({ op: 'add', path, value })).toBe(`invalidValue: ${detail}`),
  );

  it('looks for values in lists of values alone', () =>
    expect(refusal({ op: 'add', path: 'name[givenName eq "x"].y', value: 'x' })).toMatch(
      /^invalidPath/,
    ));
});
