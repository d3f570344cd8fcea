import { applyPatch } from '../patch/apply';
import { parsePatch, PATCH_URN } from '../patch/operation';
import { full } from '../profiles/full';
import { parseUser } from '../validate';
import type { Json } from '../value';
import { applyQuirks } from './index';

const OFF: ReadonlySet<string> = new Set(['entra-roles']);
const id = '06b07648-ecfe-589f-9d2f-6325724a46ee';
const created = { primary: false, type: 'App', displayName: 'Admin', value: 'Admin' };
const added = { id, value: 'Admin', displayName: 'Admin' };

const posted = (name: string, value: Json, off?: ReadonlySet<string>) => {
  const body = { schemas: [full.core.id], userName: 'jo', [name]: value };
  return parseUser(full, applyQuirks({ method: 'POST', path: '/Users', body }, off).body);
};
const patched = (operation: object, off?: ReadonlySet<string>) => {
  const body = { schemas: [PATCH_URN], Operations: [operation] };
  const { body: sent, applied } = applyQuirks({ method: 'PATCH', path: '/Users/1', body }, off);
  return { applied, user: applyPatch(full, { userName: 'jo' }, parsePatch(full, sent)) };
};

describe.each(['roles', 'entitlements'])('%s of Entra', (name) => {
  it.each([name, name.toUpperCase(), `${full.core.id}:${name}`])('in a POST, as %s', (as) => {
    expect(posted(as, [created])[name]).toEqual([
      { primary: false, type: 'App', display: 'Admin', value: 'Admin' },
    ]);
    expect(posted(as, [added])[name]).toEqual([{ value: 'Admin', display: 'Admin' }]);
    expect(posted(as, [{ id }])[name]).toEqual([{ value: id }]);
    expect(posted(as, [{ ...added, display: 'A' }])[name]).toEqual([
      { value: 'Admin', display: 'A' },
    ]);
  });

  it.each<[string, object]>([
    ['a path', { op: 'Add', path: name, value: [added] }],
    ['a path with its URN', { op: 'Add', path: `${full.core.id}:${name}`, value: [added] }],
    ['a path and one object', { op: 'Add', path: name, value: added }],
    ['no path', { op: 'add', value: { [name]: [added] } }],
    ['a filter', { op: 'Add', path: `${name}[value eq "Admin"]`, value: added }],
    [
      'the name alone',
      { op: 'Add', path: `${name}[value eq "Admin"].displayName`, value: 'Admin' },
    ],
    [
      'keys that are paths',
      { op: 'add', value: { [`${name}[value eq "Admin"].displayName`]: 'Admin' } },
    ],
  ])('in a PATCH with %s', (_, operation) => {
    const { applied, user } = patched(operation);
    expect(user[name]).toEqual([{ value: 'Admin', display: 'Admin' }]);
    expect(applied).toContain('entra-roles');
    expect(() => patched(operation, OFF)).toThrow(/\.displayName" (?:is|are) not accepted/);
  });

  it('are not touched when they are those of SCIM', () => {
    const value = [{ value: 'Admin', display: 'Admin' }];
    expect(patched({ op: 'add', path: name, value }).applied).toEqual([]);
  });

  it('are refused without the quirk, by name', () => {
    expect(() => posted(name, [created], OFF)).toThrow(`"${name}.displayName" is not accepted`);
    expect(() => posted(name, [added], OFF)).toThrow(
      `"${name}.id" and "${name}.displayName" are not accepted`,
    );
  });
});

it('a displayName of anything else is left alone', () => {
  const operation = { op: 'replace', path: 'displayName', value: 'Jo' };
  expect(patched(operation)).toEqual({ applied: [], user: { userName: 'jo', displayName: 'Jo' } });
  expect(() => posted('emails', [{ value: 'a', displayName: 'b' }])).toThrow('emails.displayName');
});
