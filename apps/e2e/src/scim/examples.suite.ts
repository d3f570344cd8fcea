import { bodyOf, ENTERPRISE, filter, idOf, resourcesOf, USER, type Body } from '../support/client';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const CERTIFICATE =
  'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMCVVMx\n EzARBgNVBAgMCkNhbGlmb3JuaWExFDASBgNVBAoMC2V4YW1wbGUuY29tMRQwEgYD';

/** The user of RFC 7643 §8.3 (errata 5990, 5991), shortened. */
const KEPT = {
  externalId: '701984',
  userName: 'bjensen@example.com',
  name: { formatted: 'Ms. Barbara J Jensen, III', familyName: 'Jensen', givenName: 'Barbara' },
  displayName: 'Babs Jensen',
  nickName: 'Babs',
  profileUrl: 'https://login.example.com/bjensen',
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  addresses: [
    {
      streetAddress: '100 Universal City Plaza',
      country: 'US',
      formatted: '100 Universal City Plaza\nHollywood, CA 91608 USA',
      type: 'work',
      primary: true,
    },
    { streetAddress: '456 Hollywood Blvd', country: 'US', type: 'home' },
  ],
  phoneNumbers: [{ value: '555-555-5555', type: 'work' }],
  ims: [{ value: 'someaimhandle', type: 'aim' }],
  photos: [{ value: 'https://photos.example.com/profilephoto/72930000000Ccne/F', type: 'photo' }],
  userType: 'Employee',
  title: 'Tour Guide',
  preferredLanguage: 'en-US',
  timezone: 'America/Los_Angeles',
  active: true,
  x509Certificates: [{ value: CERTIFICATE }],
};
const SENT = {
  ...KEPT,
  schemas: [USER, ENTERPRISE],
  id: '2819c223-7f76-453a-919d-413861904646',
  password: 't1meMa$heen',
  groups: [{ value: 'e9e30dba', $ref: '../Groups/e9e30dba', display: 'Tour Guides' }],
  [ENTERPRISE]: {
    employeeNumber: '701984',
    manager: { value: '26118915', $ref: '../Users/26118915', displayName: 'John Smith' },
  },
  meta: { resourceType: 'User', version: 'W/"a330bc54f0671c9"', location: 'https://example.com/' },
};

/** The printed examples of the RFCs, as a client would send them. */
export const examples = (the: () => Stack): void =>
  describe('the examples of the RFCs', () => {
    let tenant: Tenant;
    let babs: Body;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      const made = await tenant.client.post('/Users', SENT);
      expect(made.status).toBe(201);
      babs = bodyOf(made);
    });
    const patch = async (operation: object): Promise<Body> => {
      const answer = await tenant.client.patch(`/Users/${String(babs['id'])}`, [operation]);
      expect(answer.status).toBe(200);
      return bodyOf(answer);
    };
    const reset = async (): Promise<void> => {
      const put = await tenant.client.put(`/Users/${String(babs['id'])}`, SENT);
      expect(put.status).toBe(200);
    };

    it('RFC 7643 §8.3: the full user is stored, except for what the server sets', () => {
      expect(babs).toMatchObject(KEPT);
      expect(babs[ENTERPRISE]).toMatchObject({ employeeNumber: '701984' });
      for (const name of ['password', 'groups']) expect(babs).not.toHaveProperty(name);
      expect([babs['id'], (babs['meta'] as Body)['version']]).not.toContain(SENT.id);
    });

    it.each([
      ['userName eq "bjensen@example.com"', true],
      ['name.familyName co "O\'Malley"', false],
      ['userName sw "J"', false],
      [`${USER}:userName sw "b"`, true],
      ['title pr', true],
      ['meta.lastModified gt "2011-05-13T04:42:34Z"', true],
      ['title pr and userType eq "Employee"', true],
      ['title pr or userType eq "Intern"', true],
      [`schemas eq "${ENTERPRISE}"`, true],
      [
        'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
        true,
      ],
      [
        'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
        false,
      ],
      ['userType eq "Employee" and (emails.type eq "work")', true],
      ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', true],
      [
        'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
        true,
      ],
    ])('RFC 7644 §3.4.2.2: %s', async (text, expected) =>
      expect(resourcesOf(await tenant.client.get(filter(text)))).toHaveLength(expected ? 1 : 0),
    );

    it('RFC 7644 §3.5.2.1: an existing member is not added again', async () => {
      await reset();
      // As erratum 8096 has it: the printed body lacks a bracket.
      const value = { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickname: 'Babs' };
      const after = await patch({ op: 'add', value });
      expect(after).toMatchObject({ emails: KEPT.emails, nickName: 'Babs' });
    });

    it('RFC 7644 §3.5.2.2: an e-mail address of two conditions is removed', async () => {
      await reset();
      const path = 'emails[type eq "work" and value ew "example.com"]';
      expect((await patch({ op: 'remove', path }))['emails']).toEqual([KEPT.emails[1]]);
    });

    it('RFC 7644 §3.5.2.3: an address is replaced, then its street', async () => {
      await reset();
      const value = { type: 'work', streetAddress: '911 Universal City Plaza', primary: true };
      const path = 'addresses[type eq "work"]';
      const home = KEPT.addresses[1];
      expect((await patch({ op: 'replace', path, value }))['addresses']).toEqual([value, home]);
      const street = { op: 'replace', path: `${path}.streetAddress`, value: '1010 Broadway Ave' };
      expect((await patch(street))['addresses']).toEqual([
        { ...value, streetAddress: '1010 Broadway Ave' },
        home,
      ]);
    });

    it('RFC 7644 §3.7.3: four changes, the operations of a PATCH as a list', async () => {
      const [one, two] = [
        await tenant.client.post('/Users', { userName: 'example-one' }),
        await tenant.client.post('/Users', { userName: 'example-two', nickName: 'x' }),
      ];
      const rename = [
        { op: 'remove', path: 'nickName' },
        { op: 'add', path: 'userName', value: 'Dave' },
      ];
      const answer = await tenant.client.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        failOnErrors: 1,
        Operations: [
          { method: 'POST', path: '/Users', bulkId: 'qwerty', data: { userName: 'Alice' } },
          {
            method: 'POST',
            path: '/Groups',
            bulkId: 'ytrewq',
            data: {
              schemas: [GROUP],
              displayName: 'Tour Guides',
              members: [{ type: 'User', value: 'bulkId:qwerty' }],
            },
          },
          { method: 'PATCH', path: `/Users/${idOf(two)}`, version: 'W/"1"', data: rename },
          { method: 'DELETE', path: `/Users/${idOf(one)}`, version: 'W/"1"' },
        ],
      });
      const results = bodyOf(answer)['Operations'] as Body[];
      expect(results.map(({ status }) => status)).toEqual(['201', '201', '200', '204']);
      const dave = bodyOf(await tenant.client.get(`/Users/${idOf(two)}`));
      expect([dave['userName'], dave['nickName']]).toEqual(['Dave', undefined]);
    });
  });
