import {
  binary,
  boolean,
  complex,
  impersonal,
  personal,
  plural,
  reference,
  string,
  type Schema,
} from './attribute';

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
    personal(
      string('userName', 'What the person logs in with.', { required: true, uniqueness: 'server' }),
    ),
    personal(
      complex('name', 'The parts of the name.', [
        string('formatted', 'The whole name, ready to be shown.'),
        string('familyName', 'The family name.'),
        string('givenName', 'The given name.'),
        string('middleName', 'The middle names.'),
        impersonal(string('honorificPrefix', 'A title before the name.')),
        impersonal(string('honorificSuffix', 'A title after the name.')),
      ]),
    ),
    personal(string('displayName', 'The name shown to others.')),
    personal(string('nickName', 'The casual name.')),
    personal(
      reference('profileUrl', 'Address of a page about the person.', {
        caseExact: true,
        referenceTypes: ['external'],
      }),
    ),
    impersonal(string('title', 'The position at work.')),
    impersonal(string('userType', 'The relation to the organisation.')),
    impersonal(string('preferredLanguage', 'Languages, as in Accept-Language.')),
    impersonal(string('locale', 'The language tag for formats.')),
    impersonal(string('timezone', 'The time zone, such as Europe/Paris.')),
    boolean('active', 'Whether the person may log in.'),
    impersonal(
      string('password', 'Accepted and dropped: log-in is by single sign-on.', {
        mutability: 'writeOnly',
        returned: 'never',
      }),
    ),
    personal(plural('emails', 'E-mail addresses.', ['work', 'home', 'other'])),
    personal(
      plural('phoneNumbers', 'Phone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    ),
    personal(plural('ims', 'Addresses for instant messages.', IMS)),
    personal(plural('photos', 'Pictures.', ['photo', 'thumbnail'], photo)),
    impersonal(
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
    ),
    impersonal(
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
    ),
    impersonal(plural('entitlements', 'Things that the person has.', [])),
    impersonal(plural('roles', 'Roles of the person.', [])),
    impersonal(
      plural(
        'x509Certificates',
        'Certificates.',
        [],
        binary('value', 'A certificate, base64 of DER.', { caseExact: true }),
      ),
    ),
  ],
};
