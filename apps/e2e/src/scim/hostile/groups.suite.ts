import { bodyOf, type Body } from '../../support/client';
import { refused } from './answers';
import { GROUP_BODIES, GROUP_PATCHES, GROUP_QUERIES, ODD_IDS } from './groups';
import type { Attack } from './bodies';
import { shortly } from './queries';
import { rawRequest, statusOf } from '../../support/raw-http';
import { readLog } from '../../support/records';
import type { Stack } from '../../support/stack';
import { group, GROUP, Teams } from '../../support/teams';
import { newTenant, type Tenant } from '../../support/tenants';
import type { Answer } from '../../support/tools';

const VALUES = [
  null,
  true,
  0,
  -1.5,
  1e300,
  '',
  'x',
  [],
  {},
  [[]],
  [null],
  [{}],
  { value: {} },
  [{ value: 'x' }],
];

/** Hostile requests about groups: refused in SCIM form, and nothing changed. */
export const hostileGroups = (the: () => Stack): void =>
  describe('groups', () => {
    let stack: Stack;
    let tenant: Tenant;
    let id: string;
    let ada: string;
    let serial = 0;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack, 'full');
      const teams = new Teams(tenant.client, 'h');
      ada = await teams.user();
      id = await teams.group('Here', ada);
    });

    const unchanged = async (ask: () => Promise<void>): Promise<void> => {
      const before = await readLog(stack.logDatabaseUrl, tenant.id);
      await ask();
      const after = await readLog(stack.logDatabaseUrl, tenant.id);
      expect(after).toEqual({ ...before, relayed: after.relayed });
    };
    const named = (body: string): string => body.replace('%s', `group${(serial += 1)}`);
    const attack =
      (method: string, path: () => string) =>
      ({ body, status, scimType, says }: Attack) =>
        unchanged(async () =>
          refused(await tenant.client.send(method, path(), named(body)), status, scimType, says),
        );

    it.each(GROUP_BODIES)(
      'POST /Groups: $why',
      attack('POST', () => '/Groups'),
    );
    it.each(GROUP_BODIES)(
      'PUT /Groups: $why',
      attack('PUT', () => `/Groups/${id}`),
    );
    it.each(GROUP_PATCHES)(
      'PATCH /Groups: $why',
      attack('PATCH', () => `/Groups/${id}`),
    );

    it.each(GROUP_BODIES.filter(({ body, status }) => status === 400 && body.startsWith('{')))(
      'POST /Bulk: a group with $why',
      ({ body, scimType }) =>
        unchanged(async () => {
          const operation = `{"method":"POST","path":"/Groups","bulkId":"a","data":${named(body)}}`;
          const answer = await tenant.client.post('/Bulk', `{"Operations":[${operation}]}`);
          const [one] = (bodyOf(answer)['Operations'] ?? []) as Body[];
          const said = one ? (one['response'] as Body) : bodyOf(answer);
          expect([answer.status, said['status'], said['scimType']]).toEqual([
            one ? 200 : 400,
            '400',
            scimType,
          ]);
        }),
    );

    it.each(GROUP_PATCHES.filter(({ status }) => status === 400))(
      'POST /Bulk: a PATCH of a group with $why',
      ({ body, scimType }) =>
        unchanged(async () => {
          const operation = `{"method":"PATCH","path":"/Groups/${id}","data":${body}}`;
          const answer = await tenant.client.post('/Bulk', `{"Operations":[${operation}]}`);
          const [one] = (bodyOf(answer)['Operations'] ?? []) as Body[];
          const said = one ? (one['response'] as Body) : bodyOf(answer);
          expect([said['status'], said['scimType']]).toEqual(['400', scimType]);
        }),
    );

    const sound = ({ status, text }: Answer, statuses: readonly number[]): void => {
      if (!statuses.includes(status)) throw new Error(`${status} ${text.slice(0, 300)}`);
    };

    it.each(shortly(GROUP_QUERIES))('GET /Groups?%s is %i', async (_, status, scimType, query) => {
      const answer = await tenant.client.get(`/Groups?${query}`);
      if (status === 200)
        expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
      else refused(answer, status, scimType);
    });

    it.each(shortly(ODD_IDS))('the id %s is %i for every method', (_, status, __, odd) =>
      unchanged(async () => {
        const path = `${new URL(stack.scim[0]).pathname}/Groups/${odd}`;
        const bodies = {
          GET: '',
          DELETE: '',
          PUT: JSON.stringify(group('Odd')),
          PATCH: '{"Operations":[{"op":"replace","path":"displayName","value":"Odd"}]}',
        };
        for (const [method, body] of Object.entries(bodies)) {
          const raw = await rawRequest(stack.scim[0], [
            [
              `${method} ${path} HTTP/1.1`,
              'host: x',
              'connection: close',
              `authorization: Bearer ${tenant.token}`,
              'content-type: application/scim+json',
              `content-length: ${body.length}`,
              '',
              body,
            ].join('\r\n'),
          ]);
          expect([method, statusOf(raw)]).toEqual([method, status]);
          expect(raw).toMatch(/api:messages:2\.0:Error/);
          expect(raw).not.toMatch(/^set-cookie/im);
        }
      }),
    );

    it('a value of any type at any place of a body is taken or refused, and never a fault', async () => {
      const schema = bodyOf(await tenant.client.get(`/Schemas/${GROUP}`));
      const attributes = schema['attributes'] as { name: string; subAttributes?: Body[] }[];
      const places = [{ name: 'externalId' }, { name: 'meta' }, ...attributes].flatMap(
        ({ name, subAttributes = [] }: { name: string; subAttributes?: Body[] }) => [
          (of: unknown) => ({ [name]: of }),
          ...subAttributes.flatMap(({ name: sub }) => [
            (of: unknown) => ({ [name]: { [String(sub)]: of } }),
            (of: unknown) => ({ [name]: [{ [String(sub)]: of }] }),
            (of: unknown) => ({ [name]: [{ value: ada, [String(sub)]: of }] }),
          ]),
        ],
      );
      for (const place of places) {
        const answers = await Promise.all(
          VALUES.flatMap((of) => [
            tenant.client.post('/Groups', { displayName: `any${(serial += 1)}`, ...place(of) }),
            tenant.client.patch(`/Groups/${id}`, [{ op: 'add', value: place(of) }]),
          ]),
        );
        for (const answer of answers) sound(answer, [201, 204, 400, 409]);
      }
    });

    it('a value of any type at any path is taken or refused, and never a fault', async () => {
      const paths = [
        'displayName',
        'externalId',
        'members',
        'members.value',
        'members.$ref',
        `members[value eq "${ada}"]`,
        `members[value eq "${ada}"].type`,
        'members[type eq "User"]',
        'members[not (value pr)]',
        `${GROUP}:members`,
        'schemas',
        'meta',
        'id',
      ];
      for (const path of paths) {
        const answers = await Promise.all(
          (['add', 'replace', 'remove'] as const).flatMap((op) =>
            VALUES.map((of) =>
              tenant.client.patch(`/Groups/${id}`, [
                { op, path, value: of },
                { op: 'replace', path: 'displayName', value: 'Here' },
              ]),
            ),
          ),
        );
        for (const answer of answers) sound(answer, [204, 400]);
      }
      expect((await tenant.client.get(`/Groups/${id}`)).status).toBe(200);
    });

    it('a member of another tenant is unknown, in the same words', async () => {
      const other = await newTenant(stack, 'full');
      const theirs = new Teams(other.client, 'o');
      const [user, team] = [await theirs.user(), await theirs.group('Theirs')];
      const unknownId = '6f1d5a0e-0000-4000-8000-000000000000';
      const ways: ((member: string) => Promise<Answer>)[] = [
        (member) => tenant.client.post('/Groups', group('Spies', member)),
        (member) => tenant.client.put(`/Groups/${id}`, group('Here', member)),
        (member) =>
          tenant.client.patch(`/Groups/${id}`, [
            { op: 'add', path: 'members', value: [{ value: member }] },
          ]),
        (member) =>
          tenant.client.patch(`/Groups/${id}`, [
            { op: 'add', path: `members[value eq "${member}"]`, value: [] },
          ]),
        (member) =>
          tenant.client.post('/Groups', {
            displayName: 'Spies',
            members: [{ $ref: `${other.client.base}/Users/${member}` }],
          }),
        (member) =>
          tenant.client.post('/Bulk', {
            Operations: [
              { method: 'POST', path: '/Groups', bulkId: 'a', data: group('Spies', member) },
            ],
          }),
        (member) => tenant.client.get(`/Groups?filter=members.value%20eq%20%22${member}%22`),
        (member) =>
          tenant.client.post('/Groups/.search', { filter: `members[value eq "${member}"]` }),
        (member) => tenant.client.get(`/Groups/${member}`),
        (member) => tenant.client.delete(`/Groups/${member}`),
      ];
      await unchanged(async () => {
        for (const way of ways) {
          const of = async (member: string): Promise<[number, string]> => {
            const { status, text } = await way(member);
            return [status, text.replaceAll(member, 'ID')];
          };
          const expected = await of(unknownId);
          expect(await of(user)).toEqual(expected);
          expect(await of(team)).toEqual(expected);
        }
        // Who is not in the group is not taken out of it, whosever they are.
        for (const member of [user, team, unknownId]) {
          const path = `members[value eq "${member}"]`;
          const answer = await tenant.client.patch(`/Groups/${id}`, [{ op: 'remove', path }]);
          expect(answer.status).toBe(204);
        }
      });
      expect(await theirs.groupsOf(user)).toEqual([]);
    });

    it('a strict tenant has no groups, whatever is sent', async () => {
      const strict = await newTenant(stack);
      const answers = [
        await strict.client.post('/Groups', group('A', ada)),
        await strict.client.post('/Groups', '{"__proto__":{}}'),
        await strict.client.put(`/Groups/${id}`, group('A')),
        await strict.client.patch(`/Groups/${id}`, []),
        await strict.client.delete(`/Groups/${id}`),
        await strict.client.get(`/Groups/${id}`),
        await strict.client.get('/Groups?filter=members%20pr'),
        await strict.client.post('/Groups/.search', {}),
        await strict.client.post('/Groups/.search', { filter: 7 }),
      ];
      for (const answer of answers) refused(answer, 404);
      for (const more of [
        { groups: [{ value: id }], title: 'x' },
        { members: [{ value: ada }] },
        { owner: { a: [1] } },
      ])
        refused(
          await strict.client.post('/Users', {
            userName: 'a@example.com',
            displayName: 'A',
            ...more,
          }),
          400,
          'invalidSyntax',
        );
      const { streams } = await readLog(stack.logDatabaseUrl, strict.id);
      expect(streams.filter(({ subject }) => /^(users|groups)\//.test(subject))).toEqual([]);
    });

    it('20,000 members of nothing but null are 20,000 errors, and not an empty list', async () => {
      const body = named(
        `{"displayName":"%s","members":[${Array(20_000).fill('null').join(',')}]}`,
      );
      refused(await tenant.client.post('/Groups', body), 400, 'invalidValue', /members/);
    });
  });
