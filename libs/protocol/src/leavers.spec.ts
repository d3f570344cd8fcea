/** A request that switches somebody off is not refused for what has nothing to do with it. */
import { applyPatch } from './patch/apply';
import { parsePatch, PATCH_URN } from './patch/operation';
import { full, fullGroups } from './profiles/full';
import type { Profile } from './profiles/profile';
import { strict } from './profiles/strict';
import { applyQuirks } from './quirks/index';
import { parseUser } from './validate';
import type { Attributes } from './value';

const HEX = '0123456789abcdef0123456789abcdef';
const OFF = { op: 'Replace', path: 'active', value: 'False' };

const patched = (profile: Profile, from: Attributes, ...Operations: object[]): Attributes => {
  const body = { schemas: [PATCH_URN], Operations };
  const sent = applyQuirks({ method: 'PATCH', path: '/Users/1', body }).body;
  return applyPatch(profile, from, parsePatch(profile, sent));
};
const posted = (profile: Profile, userName: string) =>
  parseUser(profile, { schemas: [profile.core.id], userName, displayName: 'Jo' });

describe('a leaver', () => {
  // Entra's soft delete renames, so that the name is free, and switches off, in one PATCH.
  it.each([1, 32, 33, 64, 65, 200, 900])(
    'whose name has a local part of %i characters is renamed and switched off',
    (length) => {
      const userName = `${'a'.repeat(length)}@example.com`;
      for (const profile of [strict, full]) {
        const from = posted(profile, userName);
        const renamed = { op: 'Replace', path: 'userName', value: `${HEX}${userName}` };
        for (const operations of [
          [OFF, renamed],
          [renamed, OFF],
        ])
          expect(patched(profile, from, ...operations)).toEqual({
            ...from,
            userName: `${HEX}${userName}`,
            active: false,
          });
      }
    },
  );

  it('may have a name of 1,000 characters, and of 2,048 bytes', () => {
    const at = '@example.com';
    const name = (length: number, of = 'a') => `${of.repeat(length - at.length)}${at}`;
    for (const profile of [strict, full]) {
      expect(posted(profile, name(1_000))).toMatchObject({ userName: name(1_000) });
      expect(posted(profile, name(600, 'é'))).toMatchObject({ userName: name(600, 'é') });
      expect(() => posted(profile, name(1_001))).toThrow(/at most 1000/);
      expect(() => posted(profile, name(1_000, '語'))).toThrow(/at most 2048 bytes/);
    }
    expect(() => posted(full, 'x'.repeat(513))).toThrow(/at most 512/);
  });

  // What is stored may be from another profile's time, or from one of other rules.
  it.each<[string, Profile, Attributes]>([
    ['a userName that is no e-mail address', strict, { userName: 'jo', displayName: 'Jo' }],
    ['no displayName', strict, { userName: 'jo@example.com' }],
    ['a displayName of blanks', strict, { userName: 'jo@example.com', displayName: ' ' }],
    ['a userName that is too long', full, { userName: 'x'.repeat(513) }],
    ['an externalId that is too long', full, { userName: 'jo', externalId: 'x'.repeat(513) }],
    ['a displayName that is too long', full, { userName: 'jo', displayName: 'x'.repeat(513) }],
    [
      'two primary addresses',
      full,
      {
        userName: 'jo',
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
    ],
    [
      'more values than are taken today',
      full,
      {
        userName: 'jo',
        emails: Array.from({ length: 1_001 }, (_, i) => ({ value: String(i) })),
      },
    ],
    [
      'an attribute that the profile does not have',
      strict,
      {
        userName: 'jo@example.com',
        displayName: 'Jo',
        title: 'T',
        emails: [{ value: 'a' }],
      },
    ],
    ['text that is taken no longer', full, { userName: 'jo', title: 'x'.repeat(9_000) }],
  ])('is switched off who has %s', (_, profile, stored) => {
    const from = { ...stored, active: true };
    for (const operation of [
      OFF,
      { op: 'replace', value: { active: false } },
      { op: 'add', path: 'active', value: false },
    ])
      expect(patched(profile, from, operation)).toEqual({ ...stored, active: false });
  });

  it('is not switched off by an operation that makes something wrong', () => {
    const from = { userName: 'jo', active: true };
    for (const operation of [
      { op: 'replace', path: 'userName', value: 'jo the second' },
      { op: 'replace', path: 'displayName', value: 'x'.repeat(513) },
    ])
      expect(() => patched(strict, from, OFF, operation)).toThrow();
    expect(
      patched(
        fullGroups,
        { displayName: 'x'.repeat(600) },
        { op: 'add', path: 'externalId', value: 'y' },
      ),
    ).toMatchObject({ externalId: 'y' });
  });
});
