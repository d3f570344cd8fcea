import { bodyOf, ENTERPRISE, PATCH_OP, USER, type Body } from '../../support/client';
import { refused } from '../hostile/answers';
import { madePerson, MAILS } from '../../support/people';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';
import type { Answer } from '../../support/tools';

/** RFC 7644 on PATCH, clause by clause. */
export const conformancePatch = (the: () => Stack): void =>
  describe('RFC 7644, PATCH', () => {
    let stack: Stack;
    let tenant: Tenant;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack, 'full');
    });
    const made = (more?: Body): Promise<Body> => madePerson(tenant.client, more);
    const patch = (id: unknown, ...operations: object[]): Promise<Answer> =>
      tenant.client.patch(`/Users/${String(id)}`, operations);

    it('RFC7644 §3.5.2-a: a PATCH needs the PatchOp schema and add, remove or replace', async () => {
      const { id } = await made();
      const send = (body: object) => tenant.client.send('PATCH', `/Users/${id}`, body);
      refused(await send({ schemas: ['urn:x'], Operations: [] }), 400, 'invalidSyntax');
      refused(await send({ schemas: [], Operations: [] }), 400, 'invalidSyntax');
      refused(await send({ schemas: [PATCH_OP] }), 400, 'invalidSyntax');
      refused(await patch(id, { op: 'move', path: 'title', value: 'x' }), 400, 'invalidSyntax');
    });

    it('RFC7644 §3.5.2-b: a refused last operation undoes the first', async () => {
      const body = await made({ title: 'before' });
      await patch(
        body['id'],
        { op: 'replace', path: 'title', value: 'after' },
        { op: 'replace', path: 'active', value: 'maybe' },
      );
      expect((await tenant.client.get(`/Users/${body['id']}`)).body).toEqual(body);
    });

    it('RFC7644 §3.5.2-c: each operation applies to the result of the one before', async () => {
      const { id } = await made();
      const answer = await patch(
        id,
        { op: 'add', path: 'emails', value: MAILS },
        { op: 'remove', path: 'emails[type eq "home"]' },
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'z' },
      );
      expect(bodyOf(answer)['emails']).toEqual([{ ...MAILS[0], value: 'z' }]);
    });

    it('RFC7644 §3.5.2-d: a PATCH is 200 with the whole resource', async () => {
      const { id } = await made();
      const answer = await patch(id, { op: 'add', path: 'title', value: 'x' });
      expect(answer.status).toBe(200);
      expect((await tenant.client.get(`/Users/${id}`)).body).toEqual(answer.body);
    });

    it('RFC7644 §3.5.2-e: a new primary demotes the old one', async () => {
      const { id } = await made({ emails: MAILS });
      const answer = await patch(id, {
        op: 'add',
        path: 'emails',
        value: [{ value: 'n', primary: true }],
      });
      expect((bodyOf(answer)['emails'] as Body[]).map(({ primary }) => primary)).toEqual([
        false,
        undefined,
        true,
      ]);
      const path = 'emails[type eq "other"]';
      const another = await patch(id, { op: 'add', path, value: { value: 'o', primary: true } });
      expect(
        (bodyOf(another)['emails'] as Body[]).filter(({ primary }) => primary === true),
      ).toEqual([{ type: 'other', value: 'o', primary: true }]);
    });

    it('RFC7644 §3.5.2-f: a bad path is invalidPath, a read-only one mutability', async () => {
      const { id } = await made();
      refused(await patch(id, { op: 'replace', path: 'emails[', value: 'x' }), 400, 'invalidPath');
      refused(
        await patch(id, { op: 'replace', path: 'meta.created', value: 'x' }),
        400,
        'mutability',
      );
    });

    it('RFC7644 §3.5.2-h: the schema of an extension can be added before its attributes', async () => {
      const { id } = await made();
      const answer = await patch(
        id,
        { op: 'add', path: 'schemas', value: [ENTERPRISE] },
        { op: 'add', path: `${ENTERPRISE}:department`, value: 'R' },
      );
      expect(answer.body).toMatchObject({
        schemas: [USER, ENTERPRISE],
        [ENTERPRISE]: { department: 'R' },
      });
      refused(await patch(id, { op: 'add', path: 'schemas', value: ['urn:x'] }), 400, 'mutability');
    });

    it('RFC7644 §3.5.2.1-a: add appends, replaces, merges, and changes nothing the second time', async () => {
      const { id } = await made({ emails: MAILS, title: 'a', name: { givenName: 'g' } });
      const operations = [
        { op: 'add', path: 'emails', value: [{ value: 'o', type: 'other' }] },
        { op: 'add', path: 'title', value: 'b' },
        { op: 'add', path: 'name', value: { familyName: 'f' } },
      ];
      const once = await patch(id, ...operations);
      expect(once.body).toMatchObject({ title: 'b', name: { givenName: 'g', familyName: 'f' } });
      expect(bodyOf(once)['emails']).toHaveLength(3);
      expect((await patch(id, ...operations)).body).toEqual(once.body);
    });

    it('RFC7644 §3.5.2.1-b: add without a path', async () => {
      const { id } = await made();
      expect(
        (await patch(id, { op: 'add', value: { title: 't', emails: MAILS } })).body,
      ).toMatchObject({ title: 't', emails: MAILS });
    });

    it('RFC7644 §3.5.2.2-a: remove removes an attribute, values or a sub-attribute; without a path it is noTarget', async () => {
      const { id } = await made({
        emails: MAILS,
        title: 'x',
        name: { givenName: 'g', familyName: 'f' },
      });
      refused(await patch(id, { op: 'remove' }), 400, 'noTarget');
      const answer = await patch(
        id,
        { op: 'remove', path: 'title' },
        { op: 'remove', path: 'emails[type eq "home"]' },
        { op: 'remove', path: 'name.givenName' },
      );
      expect(answer.body).toMatchObject({ emails: [MAILS[0]], name: { familyName: 'f' } });
      expect(answer.body).not.toHaveProperty('title');
    });

    it('RFC7644 §3.5.2.2-b: a required or read-only attribute cannot be removed', async () => {
      const { id } = await made();
      for (const path of ['userName', 'id', 'meta'])
        refused(await patch(id, { op: 'remove', path }), 400, 'mutability');
    });

    it('RFC7644 §3.5.2.3-a: replace adds a missing value; a filter without a match is noTarget', async () => {
      const { id } = await made({ emails: MAILS });
      expect((await patch(id, { op: 'replace', path: 'title', value: 'x' })).body).toMatchObject({
        title: 'x',
      });
      for (const none of ['value sw "none"', 'value eq "none@x.test"', 'type eq "nonexistent"'])
        refused(
          await patch(id, { op: 'replace', path: `emails[${none}].display`, value: 'x' }),
          400,
          'noTarget',
        );
    });

    it('RFC7644 §3.5.2.3-b: replace of a complex attribute keeps the other sub-attributes', async () => {
      const { id } = await made({ name: { givenName: 'g', familyName: 'f' } });
      expect(
        bodyOf(await patch(id, { op: 'replace', path: 'name', value: { givenName: 'h' } }))['name'],
      ).toEqual({ givenName: 'h', familyName: 'f' });
      expect(
        bodyOf(await patch(id, { op: 'replace', value: { name: { givenName: null } } }))['name'],
      ).toEqual({ familyName: 'f' });
    });
  });
