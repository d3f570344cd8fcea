import { randomUUID } from 'node:crypto';
import { bodyOf, filter, idOf, resourcesOf, strictUser, totalOf } from '../support/client';
import { readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { adminOf, newTenant, type Tenant } from '../support/tenants';

export const isolation = (the: () => Stack): void =>
  describe('tenants are apart', () => {
    let stack: Stack;
    let ours: Tenant;
    let theirs: Tenant;
    let theirUser: string;
    beforeAll(async () => {
      stack = the();
      ours = await newTenant(stack, 'full');
      theirs = await newTenant(stack, 'full');
      const made = await theirs.client.post(
        '/Users',
        strictUser('secret@theirs.example', { externalId: 'their-1', title: 'Spy' }),
      );
      theirUser = idOf(made);
      for (let i = 0; i < 3; i += 1)
        await ours.client.post('/Users', strictUser(`person${i}@ours.example`));
    });

    it('the same userName and externalId live in both', async () => {
      const made = await ours.client.post(
        '/Users',
        strictUser('secret@theirs.example', { externalId: 'their-1' }),
      );
      expect(made.status).toBe(201);
      expect(idOf(made)).not.toBe(theirUser);
      expect((await ours.client.delete(`/Users/${idOf(made)}`)).status).toBe(204);
    });

    it.each([
      ['GET', undefined],
      ['PUT', strictUser('taken@over.example')],
      ['PATCH', { Operations: [{ op: 'replace', path: 'active', value: false }] }],
      ['DELETE', undefined],
    ])(
      '%s of another tenant’s id answers exactly as of an id that never was',
      async (method, body) => {
        const before = await readLog(stack.logDatabaseUrl, theirs.id);
        const [real, invented] = await Promise.all(
          [theirUser, randomUUID()].map((id) => ours.client.send(method, `/Users/${id}`, body)),
        );
        expect(real?.status).toBe(404);
        expect(real?.text).toBe(invented?.text);
        const after = await readLog(stack.logDatabaseUrl, theirs.id);
        expect(after.position).toBe(before.position);
      },
    );

    it.each([
      'userName eq "secret@theirs.example"',
      'externalId eq "their-1"',
      'title eq "Spy"',
      'userName co "secret"',
      'userName eq "x" or userName pr',
      'not (userName eq "x") or title pr',
      '(userName pr) or (userName pr)',
      'active eq true or active eq false',
    ])('no filter finds another tenant’s people: %s', async (text) => {
      const answer = await ours.client.get(filter(text));
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('theirs.example');
      expect(resourcesOf(answer).map((user) => user['id'])).not.toContain(theirUser);
    });

    it('a filter by another tenant’s id finds no user', async () =>
      expect(totalOf(await ours.client.get(filter(`id eq "${theirUser}"`)))).toBe(0));

    it('a list counts its own people alone', async () => {
      const list = await ours.client.get('/Users?sortBy=userName&count=1');
      expect(totalOf(list)).toBe(3);
    });

    it('a token of one tenant cannot be revoked under the name of another', async () => {
      const answer = await adminOf(stack).delete(`/tenants/${ours.id}/tokens/${theirs.tokenId}`);
      expect(answer.status).toBe(404);
      expect((await theirs.client.get(`/Users/${theirUser}`)).status).toBe(200);
    });

    it('the list of tokens shows neither secrets nor another tenant’s', async () => {
      const answer = await adminOf(stack).get(`/tenants/${ours.id}/tokens`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(ours.tokenId);
      expect(answer.text).not.toContain(theirs.tokenId);
      expect(answer.text).not.toContain(ours.token.split('_')[2]);
      expect(answer.text).not.toMatch(/digest/i);
    });

    it.each([
      ['no token', {}],
      ['another scheme', { Authorization: 'Basic b3BlcmF0b3I6' }],
      ['nonsense', { Authorization: 'Bearer rc_nobody_nothing' }],
      ['an empty token', { Authorization: 'Bearer ' }],
    ])('%s is 401 in SCIM form', async (_, headers: Record<string, string>) => {
      const answer = await ours.client.get('/Users', { Authorization: '', ...headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
      expect(bodyOf(answer)).toMatchObject({ status: '401', detail: expect.any(String) as string });
    });

    it('a SCIM token is no operator, and an operator key is no SCIM token', async () => {
      const admin = adminOf(stack);
      const asTenant = await admin.get('/tenants', { Authorization: `Bearer ${ours.token}` });
      expect(asTenant.status).toBe(401);
      const asOperator = await ours.client.get('/Users', {
        Authorization: `Bearer ${stack.operatorKey}`,
      });
      expect(asOperator.status).toBe(401);
    });
  });
