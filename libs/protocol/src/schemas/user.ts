import { binary, boolean, complex, plural, reference, string, type Schema } from './attribute';

export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';

const photo = reference('value', 'Address of a picture.', {
  caseExact: true,
  referenceTypes: ['external'],
});

const IMS = ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'];

/** The core User (RFC 7643 §4.1): one line for each attribute. */
export const userSchema: Schema = {
  id: USER_URN,
  name: 'User',
  description: 'A person.',
  attributes: [
    string('userName', 'What the person logs in with.', { required: true, uniqueness: 'server' }),
    complex('name', 'The parts of the name.', [
      string('formatted', 'The whole name, ready to be shown.'),
      string('familyName', 'The family name.'),
      string('givenName', 'The given name.'),
      string('middleName', 'The middle names.'),
      string('honorificPrefix', 'A title before the name.'),
      string('honorificSuffix', 'A title after the name.'),
    ]),
    string('displayName', 'The name shown to others.'),
    string('nickName', 'The casual name.'),
    reference('profileUrl', 'Address of a page about the person.', {
      caseExact: true,
      referenceTypes: ['external'],
    }),
    string('title', 'The position at work.'),
    string('userType', 'The relation to the organisation.'),
    string('preferredLanguage', 'Languages, as in Accept-Language.'),
    string('locale', 'The language tag for formats.'),
    string('timezone', 'The time zone, such as Europe/Paris.'),
    boolean('active', 'Whether the person may log in.'),
    string('password', 'Accepted and dropped: log-in is by single sign-on.', {
      mutability: 'writeOnly',
      returned: 'never',
    }),
    plural('emails', 'E-mail addresses.', ['work', 'home', 'other']),
    plural('phoneNumbers', 'Phone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    plural('ims', 'Addresses for instant messages.', IMS),
    plural('photos', 'Pictures.', ['photo', 'thumbnail'], photo),
    complex(
      'addresses',
      'Postal addresses.',
      [
        string('formatted', 'The whole address, ready to be shown.'),
        string('streetAddress', 'Street and number.'),
        string('locality', 'Town.'),
        string('region', 'State or region.'),
        string('postalCode', 'Postal code.'),
        string('country', 'Country code of two letters.'),
        string('type', 'What it is for.', { canonicalValues: ['work', 'home', 'other'] }),
        boolean('primary', 'Whether it is the preferred one; true at most once.'),
      ],
      { multiValued: true },
    ),
    complex(
      'groups',
      'The groups that the person is a member of.',
      [
        string('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
        reference('$ref', 'The address of the group.', {
          mutability: 'readOnly',
          caseExact: true,
          referenceTypes: ['Group'],
        }),
        string('display', 'The name of the group.', { mutability: 'readOnly' }),
        string('type', 'How the person is a member.', {
          mutability: 'readOnly',
          canonicalValues: ['direct'],
        }),
      ],
      { multiValued: true, mutability: 'readOnly' },
    ),
    plural('entitlements', 'Things that the person has.', []),
    plural('roles', 'Roles of the person.', []),
    plural(
      'x509Certificates',
      'Certificates.',
      [],
      binary('value', 'A certificate, base64 of DER.', { caseExact: true }),
    ),
  ],
};
