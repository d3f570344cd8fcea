import { ScimError } from './errors';
import { applyPatch } from './patch/apply';
import { parsePatch, PATCH_URN } from './patch/operation';
import { full } from './profiles/full';
import { strict } from './profiles/strict';
import { isTypedRow, rowsOf } from './rows';
import { parseUser } from './validate';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const jo = { userName: 'jo@example.com', displayName: 'Jo' };
const extra = {
  name: { givenName: 'Jo', familyName: 'Ng' },
  emails: [{ value: 'jo@example.com', type: 'work', primary: true }],
  phoneNumbers: [
    { value: '1', type: 'mobile' },
    { value: '2', type: 'of the boss' },
  ],
  title: 'x',
  [ENTERPRISE]: { department: 'R', manager: { value: '7' } },
};
const ROWS = [
  'name.givenName',
  'name.familyName',
  'emails[type eq "work"].value',
  'phoneNumbers[type eq "mobile"].value',
  'phoneNumbers.value',
  'title',
  `${ENTERPRISE}:department`,
  `${ENTERPRISE}:manager`,
];

const thrown = (read: () => unknown): ScimError => {
  try {
    read();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};
const write = (body: object): ScimError =>
  thrown(() => parseUser(strict, { schemas: [strict.core.id], ...body }));
const patch = (...Operations: object[]): ScimError =>
  thrown(() => {
    const read = parsePatch(strict, { schemas: [PATCH_URN], Operations });
    applyPatch(strict, { ...jo, active: true }, read);
  });
const named = ({ fault }: ScimError): unknown =>
  (fault?.attribute === undefined ? undefined : fault.all)?.map((one) => one.attribute);
const codes = ({ fault }: ScimError): unknown =>
  (fault?.attribute === undefined ? undefined : fault.all)?.map((one) => one.code);

describe('what is refused of one message', () => {
  it('is named at once, as a mapping names it, by POST, PUT and PATCH alike', () => {
    const one = write({ ...jo, ...extra });
    expect(named(one)).toEqual(ROWS);
    expect(one.detail).toBe(
      'The attributes "name.givenName", "name.familyName", "emails[type eq \\"work\\"].value", ' +
        '"phoneNumbers[type eq \\"mobile\\"].value", "phoneNumbers.value", "title", ' +
        `"${ENTERPRISE}:department" and "${ENTERPRISE}:manager" are not accepted. ` +
        "Remove their mappings in the identity provider's attribute mappings.",
    );
    const [withoutPath, byPaths] = [
      patch({ op: 'replace', value: extra }),
      patch(...Object.entries(extra).map(([path, value]) => ({ op: 'replace', path, value })), {
        op: 'add',
        path: 'displayName',
        value: 'Joan',
      }),
    ];
    expect([withoutPath.detail, byPaths.detail]).toEqual([one.detail, one.detail]);
  });

  it('has the paths of a PATCH as they are, without a filter that says a value', () =>
    expect(
      named(
        patch(
          { op: 'add', path: 'emails[type eq "work"].value', value: 'a' },
          { op: 'add', path: 'phoneNumbers[value eq "+33 1 23"].value', value: 'a' },
          { op: 'add', path: 'name.givenName', value: 'a' },
          { op: 'add', path: 'emails[type eq "work"].value', value: 'b' },
        ),
      ),
    ).toEqual(['emails[type eq "work"].value', 'phoneNumbers.value', 'name.givenName']));

  it('is decided by the first: status, scimType and code', () => {
    const value = write({ active: 'maybe', title: 'x', userName: 'jo' });
    expect([value.status, value.scimType, value.fault?.code]).toEqual([
      400,
      'invalidValue',
      'attribute-value',
    ]);
    expect(codes(value)).toEqual([
      'attribute-value',
      'attribute-unknown',
      'attribute-required',
      'attribute-value',
    ]);
  });

  it('says of the others what is to be done with them', () => {
    expect(write({ title: 'x', nickName: 'y', active: 'maybe' }).detail).toBe(
      'The attributes "title" and "nickName" are not accepted. Remove their mappings in the identity ' +
        `provider's attribute mappings. Also to be corrected: "active", "userName" and "displayName".`,
    );
    expect(
      patch({ op: 'remove', path: 'displayName' }, { op: 'add', path: 'title', value: 'x' }).detail,
    ).toBe(
      '"displayName" is required and cannot be removed. The attribute "title" is not accepted. ' +
        "Remove its mapping in the identity provider's attribute mappings.",
    );
  });

  it('is said as ever where it is one attribute', () => {
    const one = write({ ...jo, nickName: 'J' });
    expect(one.detail).toBe(
      `The attribute "nickName" is not accepted. Remove its mapping in the identity provider's attribute mappings.`,
    );
    expect(one.fault).toEqual({ code: 'attribute-unknown', attribute: 'nickName' });
  });

  it('stops at what is about no attribute: behind it nothing can be said', () => {
    const twice = { ...jo, DISPLAYNAME: 'Jo' };
    expect(write({ ...twice, title: 'x' }).detail).toMatch(/appears twice/);
    expect(write({ title: 'x', ...twice }).detail).toMatch(/^The attribute "title"/);
    expect(patch({ op: 'add', path: 'title', value: 'x' }, { op: 'what' }).detail).toMatch(
      /"title"/,
    );
  });

  it('is bounded, however much is sent', () => {
    const many = Object.fromEntries(
      Array.from({ length: 900 }, (_, i) => [`x${i}`.padEnd(400, 'y'), 1]),
    );
    for (const one of [write({ ...jo, ...many }), patch({ op: 'add', value: many })]) {
      expect(named(one)).toHaveLength(30);
      expect(one.detail.length).toBeLessThan(3_000);
    }
  });

  it('is every part of a known attribute in the full profile, by POST and PATCH alike', () => {
    const parts = {
      name: { x: 'y', familyName: 7, z: 'y' },
      emails: [{ value: 'a', z: 'b' }, 'c', { value: 'd', y: 'e' }],
      [ENTERPRISE]: { shoes: 42, manager: { value: '7', boss: 'x' }, hat: 'L' },
    };
    const written = thrown(() =>
      parseUser(full, { schemas: [full.core.id], userName: 'jo', ...parts, shoes: 42 }),
    );
    const all = [
      'name.x',
      'name.familyName',
      'name.z',
      'emails.z',
      'emails',
      'emails.y',
      ...['shoes', 'manager.boss', 'hat'].map((name) => `${ENTERPRISE}:${name}`),
    ];
    expect(named(written)).toEqual([...all, 'shoes']);
    expect(written.detail).toContain('Also to be corrected: "name.familyName" and "emails".');
    const patched = thrown(() => {
      const Operations = [{ op: 'replace', value: parts }];
      applyPatch(full, jo, parsePatch(full, { schemas: [PATCH_URN], Operations }));
    });
    expect(named(patched)).toEqual(all);
  });
});

describe('a row', () => {
  it('never says a value', () => {
    expect(rowsOf('emails', [{ type: 'ada@example.com', value: 'x' }])).toEqual(['emails.value']);
    expect(rowsOf('name', { 'Ada Lovelace': 'x' })).toEqual(['name']);
    expect(isTypedRow('emails[type eq "work"].value')).toBe(true);
    for (const other of ['emails[type eq "ada"].value', 'emails[value eq "work"].value', 'emails'])
      expect(isTypedRow(other)).toBe(false);
  });
});
