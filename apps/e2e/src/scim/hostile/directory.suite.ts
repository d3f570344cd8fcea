import { bodyOf, Client, strictUser } from '../../support/client';
import { eventually } from '../../audit/settled';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';

/** Hostile questions to the directory, by a service that passes on what a person typed. */
export const hostileDirectory = (the: () => Stack): void =>
  describe('the directory', () => {
    let tenant: Tenant;
    let directory: Client;
    beforeAll(async () => {
      tenant = await newTenant(the());
      directory = new Client(the().directory, the().keys.client);
    });

    it.each([
      ['/logins/%00', 400],
      ['/logins/%ff', 400],
      ['/logins/a@b.c?atLeast=x', 400],
      ['/logins/a@b.c?atLeast=1&atLeast=2', 400],
      ['/logins/a@b.c?atLeast=-1', 400],
      ["/logins/' OR 1=1 --".replaceAll(' ', '%20'), 200],
      ['/users/%00', 400],
      ['/users/nobody', 404],
      ['/users?filter=nope', 400],
      ['/users?filter=userName%20eq%20%22%5Cu0000%22', 400],
      [`/users?filter=${'('.repeat(1_000)}`, 400],
      ['/users?startIndex=x', 400],
      ['/users?count=1&count=2', 400],
      ['/users?sortBy=nope', 400],
      ['/users?sortBy=name&count=99999', 200],
      ['/users/nobody?atLeast=x', 400],
      ['/users/nobody?atLeast=999999', 503],
      ['/users/nobody/groups', 404],
      ['/users/%00/groups', 400],
      ['/groups/nobody', 404],
      ['/groups/%00', 400],
      ['/groups/%ff', 400],
      ["/groups/'%20OR%201=1--", 404],
      ['/groups/nobody?atLeast=999999', 503],
      ['/groups/nobody?count=-1', 400],
      ['/groups/nobody?count=1&count=2', 400],
      ['/groups/nobody?count=99999999', 404],
      ['/groups/nobody?after=%00', 400],
      ['/groups/nobody?after=a&after=b', 400],
      [`/groups/nobody?after=${'x'.repeat(200)}`, 400],
      ['/groups?filter=userName%20pr', 400],
      ['/groups?filter=members.value%20eq%207', 400],
      ['/groups?sortBy=nope', 400],
      ['/groups?count=1e9', 400],
      ['/groups?atLeast=1&atLeast=2', 400],
      ['/groups?sortBy=members&count=99999', 200],
    ])('%s is %i', async (path, status) => {
      const answer = await directory.get(`/tenants/${tenant.id}${path}`);
      expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
      if (status >= 400) expect(answer.text).not.toMatch(/SELECT|node_modules/);
    });

    it('answers for a userName as long as any', async () => {
      const userName = `${'ü'.repeat(50)}@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example`;
      expect((await tenant.client.post('/Users', strictUser(userName))).status).toBe(201);
      const ask = () =>
        directory.get(`/tenants/${tenant.id}/logins/${encodeURIComponent(userName)}`);
      const answer = await eventually(ask, (one) => bodyOf(one)['mayLogIn'] === true);
      expect(answer.status).toBe(200);
    });
  });
