import { bodyOf, idOf, strictUser } from '../support/client';
import { readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';

export const versions = (the: () => Stack): void =>
  describe('versions', () => {
    let stack: Stack;
    let tenant: Tenant;
    let path: string;
    const rename = (name: string) => [{ op: 'replace', path: 'displayName', value: name }];
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
      path = `/Users/${idOf(await tenant.client.post('/Users', strictUser('v@example.com')))}`;
    });

    const version = async (): Promise<string> =>
      String((await tenant.client.get(path)).headers['etag']);

    it('a resource carries its version in the header and in meta', async () => {
      const answer = await tenant.client.get(path);
      expect(bodyOf(answer)['meta']).toMatchObject({ version: answer.headers['etag'] });
    });

    it.each(['%s', '"other", %s', '*'])(
      'If-None-Match %s is 304 with the ETag and no body',
      async (form) => {
        const now = await version();
        const answer = await tenant.client.get(path, { 'If-None-Match': form.replace('%s', now) });
        expect([answer.status, answer.text, answer.headers['etag']]).toEqual([304, '', now]);
      },
    );

    it('If-None-Match with another version answers wholly', async () =>
      expect((await tenant.client.get(path, { 'If-None-Match': 'W/"999"' })).status).toBe(200));

    it.each([
      ['PATCH', { Operations: rename('Refused') }],
      ['PUT', strictUser('v@example.com', { displayName: 'Refused' })],
      ['DELETE', undefined],
    ])('%s with an old If-Match is 412 and changes nothing', async (method, body) => {
      const before = await readLog(stack.logDatabaseUrl, tenant.id);
      const answer = await tenant.client.send(method, path, body, { 'If-Match': 'W/"999"' });
      expect(bodyOf(answer)).toMatchObject({ status: '412' });
      const after = await readLog(stack.logDatabaseUrl, tenant.id);
      expect(after.position).toBe(before.position);
    });

    it('If-Match with the version, with a list that has it, and with * pass', async () => {
      const passes = async (form: (now: string) => string, name: string): Promise<void> => {
        const headers = { 'If-Match': form(await version()) };
        const answer = await tenant.client.patch(path, rename(name), headers);
        expect(answer.status).toBe(200);
        expect(await version()).toBe(answer.headers['etag']);
      };
      await passes((now) => now, 'One');
      await passes((now) => `W/"998", ${now}`, 'Two');
      await passes(() => '*', 'Three');
    });

    it('a change that changes nothing causes no event and keeps the version', async () => {
      const before = await readLog(stack.logDatabaseUrl, tenant.id);
      const now = await version();
      const answer = await tenant.client.patch(path, rename('Three'));
      expect([answer.status, answer.headers['etag']]).toEqual([200, now]);
      const after = await readLog(stack.logDatabaseUrl, tenant.id);
      expect(after.position).toBe(before.position);
    });

    it('one request can cause two events, in one append', async () => {
      const before = await readLog(stack.logDatabaseUrl, tenant.id);
      const answer = await tenant.client.patch(path, [
        ...rename('Leaver'),
        { op: 'replace', path: 'active', value: false },
      ]);
      expect(answer.body).toMatchObject({ displayName: 'Leaver', active: false });
      const { events } = await readLog(stack.logDatabaseUrl, tenant.id);
      const caused = events.slice(before.position);
      expect(caused.map(({ type }) => type)).toEqual(['UserProfileChanged', 'UserDeactivated']);
      expect(new Set(caused.map(({ correlationId }) => correlationId)).size).toBe(1);
      expect(caused[0]?.actor).toBe(`token:${tenant.tokenId}`);
      expect(caused[1]?.data).toMatchObject({ login: 'v@example.com', userName: 'v@example.com' });
    });

    it('a user who was deleted stays deleted', async () => {
      expect((await tenant.client.delete(path)).status).toBe(204);
      for (const answer of [
        await tenant.client.get(path),
        await tenant.client.patch(path, rename('Ghost')),
        await tenant.client.delete(path),
      ])
        expect(answer.status).toBe(404);
    });
  });
