// The life of a user as Okta's CRUD collection causes it.
import { filter, found } from './entra-requests.mjs';
import { newUser, test } from './okta-requests.mjs';
import { must, object, shown } from './played.mjs';

/**
 * @typedef {import('./played.mjs').MarketTest} MarketTest
 * @typedef {import('./played.mjs').Server} Server
 */

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** @param {boolean} active */
const switched = (active) => ({
  schemas: [PATCH],
  Operations: [{ op: 'replace', value: { active } }],
});

/** @returns {readonly MarketTest[]} */
export const crudTests = () => {
  const user = newUser();
  const lookUp = filter('/Users', 'userName', user.userName);
  let id = '';
  /** @param {Server} server @param {boolean} active */
  const active = async (server, active) => {
    must(id, 'the first step must have created a user');
    await server.need([200, 204], 'PATCH', `/Users/${id}`, switched(active));
    const one = await server.need([200], 'GET', `/Users/${id}`);
    must(one['active'] === active, `active must be ${active}, is ${shown(one['active'])}`);
  };
  const todo = 'Accept PATCH without a path, {"active": false}, and keep the user.';
  /** @param {string} name @param {string} shows @param {string} what @param {MarketTest['run']} run */
  const step = (name, shows, what, run) => test(name, shows, what, run, { part: 'CRUD' });
  return [
    step(
      'Create',
      'An assigned user is looked up, created and found.',
      'See SPEC.',
      async (server) => {
        must(!(await found(server, lookUp)), 'the user must not exist yet');
        id = String((await server.need([201], 'POST', '/Users', user))['id'] ?? '');
        must((await found(server, lookUp))?.['id'] === id, 'a filter must find the user');
      },
    ),
    step(
      'Update',
      'A changed first name arrives by PUT.',
      'Accept PUT of the whole user.',
      async (server) => {
        must(id, 'the first step must have created a user');
        const before = await server.need([200], 'GET', `/Users/${id}`);
        const name = { ...object(before['name']), givenName: 'Changed' };
        await server.need([200], 'PUT', `/Users/${id}`, { ...before, name });
        const after = await server.need([200], 'GET', `/Users/${id}`);
        const { givenName } = object(after['name']);
        must(givenName === 'Changed', `name.givenName must be "Changed", is ${shown(givenName)}`);
      },
    ),
    step('Deactivate', 'A deactivated user becomes inactive.', todo, (server) =>
      active(server, false),
    ),
    step('Reactivate', 'A reactivated user becomes active.', todo, (server) =>
      active(server, true),
    ),
    step('Unassign', 'An unassigned user becomes inactive.', todo, (server) =>
      active(server, false),
    ),
  ];
};
