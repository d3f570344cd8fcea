import { adminOf, newTenant } from '../support/tenants';
import { bodyOf, Client, filter, idOf, strictUser, totalOf, type Body } from '../support/client';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';

/** A character of each kind that no name may have, and what the refusal calls it. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['\u200b', 'U+200B ZERO WIDTH SPACE'],
  ['\u00a0', 'U+00A0 NO-BREAK SPACE'],
  ['\u3000', 'U+3000 IDEOGRAPHIC SPACE'],
  ['\u0001', 'U+0001 START OF HEADING'],
  ['\u202e', 'U+202E RIGHT-TO-LEFT OVERRIDE'],
  ['\u00ad', 'U+00AD SOFT HYPHEN'],
  ['\ufe0f', 'U+FE0F VARIATION SELECTOR-16'],
  ['\u{e0041}', 'U+E0041 TAG'],
  ['\ue000', 'U+E000'],
  ['\uffff', 'U+FFFF'],
  ['\ufb01', 'U+FB01 ﬁ'],
];

/** Names that look alike are refused or equal, at every endpoint. */
export const names = (the: () => Stack): void =>
  describe('names that look alike', () => {
    let stack: Stack;
    let directory: Client;
    beforeAll(() => {
      stack = the();
      directory = new Client(stack.directory, stack.keys.client);
    });

    describe.each(['strict', 'full'] as const)('in %s', (profile) => {
      it('by a character that no name has are refused by its name, at each door', async () => {
        const { client } = await newTenant(stack, profile);
        const user = idOf(await client.post('/Users', strictUser('ada@example.com')));
        for (const [one, called] of HOSTILE) {
          const name = `ada${one}@example.com`;
          const value = { userName: name };
          const bulk = { method: 'POST', path: '/Users', bulkId: 'a', data: strictUser(name) };
          const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
          const answers = await Promise.all([
            client.post('/Users', strictUser(name)),
            client.put(`/Users/${user}`, strictUser(name)),
            client.patch(`/Users/${user}`, [{ op: 'replace', path: 'userName', value: name }]),
            client.patch(`/Users/${user}`, [{ op: 'replace', value }]),
            client.post('/Bulk', { schemas, Operations: [bulk] }),
          ]);
          const refusals = answers.map(bodyOf);
          const [done] = (refusals.pop()?.['Operations'] ?? []) as { response: Body }[];
          for (const refusal of [...refusals, done?.response])
            expect(refusal).toMatchObject({
              status: '400',
              scimType: 'invalidValue',
              detail: expect.stringContaining(`${called} at character 4`) as string,
            });
          const found = await client.get(filter(`userName eq ${JSON.stringify(name)}`));
          expect([found.status, totalOf(found)]).toEqual([200, 0]);
        }
        expect((await client.get(`/Users/${user}`)).headers['etag']).toBe('W/"1"');
      });
    });

    it('by the width of their letters are one, at every door', async () => {
      const tenant = await newTenant(stack, 'full');
      const user = idOf(await tenant.client.post('/Users', strictUser('Ａda@Example.com')));
      for (const [i, name] of ['ada@example.com', 'ＡＤＡ＠example.com'].entries()) {
        const client = tenant.clients[i] as Client;
        expect((await client.post('/Users', strictUser(name))).status).toBe(409);
        for (const one of [`userName eq "${name}"`, `userName eq "${name}" and active eq true`])
          expect(totalOf(await client.get(filter(one)))).toBe(1);
        const path = `/tenants/${tenant.id}/logins/${encodeURIComponent(name)}`;
        const login = await eventually(
          () => directory.get(path),
          (answer) => bodyOf(answer)['mayLogIn'] === true,
        );
        expect(login.body).toMatchObject({ userId: user });
      }
      const report = await adminOf(stack).get(`/tenants/${tenant.id}/names`);
      expect(report.body).toEqual({ names: [], next: null });
    });
  });
