import { idOf, USER } from '../../support/client';
import { startStack, type Stack } from '../../support/stack';
import { declare } from '../../support/suites';
import { newTenant, type Tenant } from '../../support/tenants';
import { hostileDirectory } from './directory.suite';
import { hostileGroups } from './groups.suite';
import { limits } from './limits.suite';
import { hostileMessages } from './messages.suite';
import { hostileUsers } from './users.suite';

/** Input that means harm, or none. One stack for all suites. */
describe('hostile input', () => {
  let stack: Stack;
  let tenant: Tenant;
  let id: string;
  beforeAll(async () => {
    stack = await startStack({
      env: { gateway: { REQUEST_TIMEOUT_MS: '1500', TRUSTED_PROXIES: 'loopback' } },
    });
    tenant = await newTenant(stack, 'full');
    id = idOf(await tenant.client.post('/Users', { schemas: [USER], userName: 'before' }));
  });
  afterAll(() => stack?.stop());

  declare<Stack>(
    {
      'scim/hostile/users': hostileUsers,
      'scim/hostile/directory': hostileDirectory,
      'scim/hostile/messages': hostileMessages,
      'scim/hostile/groups': hostileGroups,
      // Last: an address that has just guessed tokens gets 429 with new ones.
      'scim/hostile/limits': limits,
    },
    () => stack,
  );

  it('after all this the server runs, and its prototypes are clean', async () => {
    expect(stack.fallen()).toEqual([]);
    expect((await tenant.client.get(`/Users/${id}`)).status).toBe(200);
    expect((await tenant.client.get('/Users?count=1')).status).toBe(200);
  });
});
