import type { Answer } from '../support/tools';
import { auditDense, auditState } from '../audit/audit';
import { filter, idOf, strictUser, totalOf } from '../support/client';
import { readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { newTenant } from '../support/tenants';

const tally = (answers: readonly Answer[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

export const uniqueness = (the: () => Stack): void =>
  describe('one live user per name, and one winner per version', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    it('two gateways create the same 500 names at once, each in another case: each once', async () => {
      const { id, clients } = await newTenant(stack);
      const names = Array.from({ length: 500 }, (_, i) => `Straße.${i}.Ünal@Example.com`);
      const answers = await Promise.all(
        names.flatMap((name) => [
          clients[0]!.post('/Users', strictUser(name)),
          clients[1]!.post('/Users', strictUser(name.toLowerCase())),
        ]),
      );
      expect(tally(answers)).toEqual({ 201: 500, 409: 500 });
      const log = await readLog(stack.logDatabaseUrl, id);
      expect([...auditDense(log), ...auditState(log)]).toEqual([]);
      expect(log.claims.size).toBe(500);
    });

    it('50 updates with the same If-Match at two gateways: one wins each version', async () => {
      const { id, clients, client } = await newTenant(stack);
      const user = idOf(await client.post('/Users', strictUser('race@example.com')));
      for (let version = 1; version <= 5; version += 1) {
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, i) =>
            clients[i % 2]!.patch(
              `/Users/${user}`,
              [{ op: 'replace', path: 'displayName', value: `Writer ${version}-${i}` }],
              { 'If-Match': `W/"${version}"` },
            ),
          ),
        );
        expect(tally(answers)).toEqual({ 200: 1, 412: 49 });
        const winner = answers.findIndex(({ status }) => status === 200);
        for (const reader of clients) {
          const now = await reader.get(`/Users/${user}`);
          expect(now.headers['etag']).toBe(`W/"${version + 1}"`);
          expect(now.body).toMatchObject({ displayName: `Writer ${version}-${winner}` });
        }
      }
      expect(auditDense(await readLog(stack.logDatabaseUrl, id))).toEqual([]);
    });

    it('two people who change to one name at once: one does', async () => {
      const { clients, client } = await newTenant(stack);
      const people = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          client.post('/Users', strictUser(`p${i}@example.com`)),
        ),
      );
      const rename = [{ op: 'replace', path: 'userName', value: 'Wanted@example.com' }];
      const answers = await Promise.all(
        people.map((made, i) => clients[i % 2]!.patch(`/Users/${idOf(made)}`, rename)),
      );
      expect(tally(answers)).toEqual({ 200: 1, 409: 19 });
      expect(totalOf(await client.get(filter('userName eq "wanted@EXAMPLE.com"')))).toBe(1);
    });

    it('a name is free again when its user is deleted, at every gateway, at once', async () => {
      const { clients } = await newTenant(stack);
      for (let round = 0; round < 20; round += 1) {
        const [here, there] = round % 2 === 0 ? clients : [clients[1], clients[0]];
        const made = await here!.post('/Users', strictUser('again@example.com'));
        expect(made.status).toBe(201);
        expect((await there!.post('/Users', strictUser('again@example.com'))).status).toBe(409);
        expect((await there!.delete(`/Users/${idOf(made)}`)).status).toBe(204);
      }
    });

    it('people who swap names by way of a third name never share one', async () => {
      const { clients, id } = await newTenant(stack);
      const [a, b] = await Promise.all(
        ['left@example.com', 'right@example.com'].map((name, i) =>
          clients[i]!.post('/Users', strictUser(name)),
        ),
      );
      const become = (i: number, user: Answer, value: string) =>
        clients[i]!.patch(`/Users/${idOf(user)}`, [{ op: 'replace', path: 'userName', value }]);
      expect((await become(0, a!, 'right@example.com')).status).toBe(409);
      expect((await become(0, a!, 'third@example.com')).status).toBe(200);
      expect((await become(1, b!, 'left@example.com')).status).toBe(200);
      expect((await become(0, a!, 'right@example.com')).status).toBe(200);
      expect(auditState(await readLog(stack.logDatabaseUrl, id))).toEqual([]);
    });
  });
