import { impersonalParts, personalPaths } from './personal';
import type { Attribute } from './schemas/attribute';
import { ENTERPRISE_URN, enterpriseUserSchema } from './schemas/enterprise-user';
import { externalId } from './schemas/every-resource';
import { userSchema } from './schemas/user';

const TEXTS: ReadonlySet<Attribute['type']> = new Set(['string', 'reference', 'binary', 'complex']);

describe('personal texts', () => {
  const attributes = [...userSchema.attributes, ...enterpriseUserSchema.attributes, externalId];

  it.each(attributes.filter(({ type }) => TEXTS.has(type)).map((one) => [one.name, one] as const))(
    '%s has personal(…) or impersonal(…) in its schema',
    (_, { personal }) => expect(personal).toEqual(expect.any(Boolean)),
  );

  it('are names and addresses, and no texts about work', () => {
    const personal = personalPaths.map((path) => path.join(' '));
    expect(personal).not.toEqual(expect.arrayContaining(['title']));
    const expected = [
      'userName',
      'name',
      'displayName',
      'nickName',
      'profileUrl',
      'emails',
      'phoneNumbers',
      'ims',
      'photos',
      'externalId',
      `${ENTERPRISE_URN} employeeNumber`,
    ];
    expect(personal).toEqual(expect.arrayContaining(expected));
    expect([...impersonalParts]).toEqual(['honorificPrefix', 'honorificSuffix', 'type']);
  });
});
