import { full } from '../profiles/full';
import { applyQuirks } from '../quirks/index';
import type { Attributes } from '../value';
import { applyPatch } from './apply';
import { parsePatch } from './operation';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const enterprise = { department: 'R', costCenter: '7', manager: { value: '1' } };
const ann: Attributes = {
  userName: 'ann@example.com',
  active: true,
  emails: [{ value: 'ann@work.test', type: 'work', primary: true }],
  name: { givenName: 'Ann', familyName: 'Lee' },
  [ENTERPRISE]: enterprise,
};

const patched = (operation: object): Attributes => {
  const sent = { method: 'PATCH', body: { Operations: [{ op: 'replace', ...operation }] } };
  return applyPatch(full, ann, parsePatch(full, applyQuirks(sent).body));
};

describe('null in a PATCH', () => {
  it.each<[string, object, object]>([
    [
      'a part of a name by null',
      { path: 'name', value: { givenName: null } },
      { name: { familyName: 'Lee' } },
    ],
    [
      'a part next to one that is set',
      { value: { name: { GIVENNAME: '', familyName: 'Low' } } },
      { name: { familyName: 'Low' } },
    ],
    ['nothing by an empty object', { value: { name: {}, [ENTERPRISE]: {} } }, {}],
    [
      'all parts, and so the whole',
      { path: 'name', value: { givenName: null, familyName: null } },
      { name: undefined },
    ],
    ['a whole by null', { path: 'name', value: null }, { name: undefined }],
    [
      'a part of an extension',
      { value: { [ENTERPRISE]: { department: '' } } },
      { [ENTERPRISE]: { costCenter: '7', manager: { value: '1' } } },
    ],
    [
      'a part of an extension next to one that is set',
      { path: ENTERPRISE, value: { department: null, costCenter: '8' } },
      { [ENTERPRISE]: { costCenter: '8', manager: { value: '1' } } },
    ],
    [
      'a manager inside an extension',
      { value: { [ENTERPRISE]: { manager: { value: null } } } },
      { [ENTERPRISE]: { department: 'R', costCenter: '7' } },
    ],
    [
      'an empty manager',
      { path: 'manager', value: { value: '', $ref: '../Users/1' } },
      { [ENTERPRISE]: { department: 'R', costCenter: '7' } },
    ],
    [
      'a manager by an empty object',
      { path: 'manager', value: {} },
      { [ENTERPRISE]: { department: 'R', costCenter: '7' } },
    ],
    [
      'attributes next to paths as keys',
      { value: { name: null, [`${ENTERPRISE}:department`]: 'S' } },
      { name: undefined, [ENTERPRISE]: { ...enterprise, department: 'S' } },
    ],
    [
      'a part of a value that a filter picks',
      { op: 'add', path: 'emails[type eq "work"]', value: { primary: null, display: 'J' } },
      { emails: [{ value: 'ann@work.test', type: 'work', display: 'J' }] },
    ],
  ])('unsets %s, and leaves the rest', (_, operation, change) =>
    expect(patched(operation)).toEqual({ ...ann, ...change }),
  );
});
