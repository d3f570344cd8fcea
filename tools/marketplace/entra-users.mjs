// The seven tests of users that go through Microsoft Entra's provisioning engine.
import { attributeOf, ENTERPRISE, isUnset, MANAGER, USER, valueAt } from './entra-mapping.mjs';
import { filter, found, newUser, patch, withNew, create, cleared } from './entra-requests.mjs';
import { must, object, objects, shown } from './played.mjs';

/**
 * @typedef {import('./played.mjs').MarketTest} MarketTest
 * @typedef {import('./played.mjs').Server} Server
 */

/** @param {Server} server @param {string} id @param {boolean} active */
const isActive = async (server, id, active) => {
  const user = await server.need([200], 'GET', `/Users/${id}`);
  must(user['active'] === active, `active must be ${active}, is ${shown(user['active'])}`);
  return user;
};

/** @param {Server} server @param {string} id @param {string} value */
const switched = (server, id, value) =>
  server.need(
    [200, 204],
    'PATCH',
    `/Users/${id}`,
    patch([{ op: 'Replace', path: 'active', value }]),
  );

/** @param {Server} server */
const schemasOf = async (server) =>
  objects((await server.need([200], 'GET', '/Schemas'))['Resources']);

/**
 * Sets, changes and removes the manager of a user.
 * @param {Server} server
 * @param {(value: string) => import('./entra-requests.mjs').Operation} add the first value
 * @returns {Promise<void | string>}
 */
export const managed = async (server, add) => {
  if (!attributeOf(await schemasOf(server), USER, MANAGER))
    return 'The server shows no manager in /Schemas, so the app has no mapping of it.';
  const first = await create(server, '/Users', newUser());
  const second = await create(server, '/Users', newUser());
  try {
    return await withNew(server, '/Users', async (id) => {
      /** @param {import('./entra-requests.mjs').Operation} operation @param {string} wanted */
      const step = async (operation, wanted) => {
        await server.need([200, 204], 'PATCH', `/Users/${id}`, patch([operation]));
        const user = await server.need([200], 'GET', `/Users/${id}`);
        const manager = valueAt(user, MANAGER);
        const value =
          object(manager)['value'] ?? (typeof manager === 'string' ? manager : undefined);
        must(
          wanted === '' ? isUnset(value) : value === wanted,
          `the manager must be ${shown(wanted)}, is ${shown(manager)}`,
        );
      };
      await step(add(first), first);
      await step({ op: 'Replace', path: MANAGER, value: second }, second);
      await step({ op: 'Replace', path: MANAGER, value: '' }, '');
    });
  } finally {
    await cleared(server, '/Users', [first, second]);
  }
};

const part = 'users';

/** @type {readonly MarketTest[]} */
export const userTests = [
  {
    name: 'Create_User_Test',
    part,
    shows: 'A user that is assigned to the app is created and found by userName.',
    todo: 'Accept every attribute of the mapping, or unmap what you do not store.',
    run: (server) => withNew(server, '/Users', async () => undefined),
  },
  {
    name: 'Update_User_Test',
    part,
    shows: 'Changed attributes of a user arrive.',
    todo: 'Accept PATCH with Replace and Add of each mapped path.',
    run: (server) =>
      withNew(server, '/Users', async (id) => {
        const operations = [
          { op: 'Replace', path: 'title', value: 'Lead tester' },
          { op: 'Add', path: `${ENTERPRISE}:department`, value: 'Research' },
          { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 170 1' },
        ];
        await server.need([200, 204], 'PATCH', `/Users/${id}`, patch(operations));
        const user = await server.need([200], 'GET', `/Users/${id}`);
        for (const { path, value } of operations)
          must(
            valueAt(user, path) === value,
            `${path} must be ${shown(value)}, is ${shown(valueAt(user, path))}`,
          );
      }),
  },
  {
    name: 'Disable_User_Test',
    part,
    shows: 'A disabled user becomes inactive, and is still found.',
    todo: 'Accept active as "False" too, and keep inactive users.',
    run: (server) =>
      withNew(server, '/Users', async (id, { userName }) => {
        await switched(server, id, 'False');
        await isActive(server, id, false);
        const again = await found(server, filter('/Users', 'userName', String(userName)));
        must(
          again?.['active'] === false,
          `a filter must find the user inactive, finds ${shown(again)}`,
        );
      }),
  },
  {
    name: 'Delete_User_Test',
    part,
    optional: true,
    shows: 'A user that was purged from Entra is deleted.',
    todo: 'Answer DELETE with 204, and every later request for the user with 404.',
    run: (server) =>
      withNew(server, '/Users', async (id, { userName }) => {
        await server.need([204], 'DELETE', `/Users/${id}`);
        await server.need([404], 'GET', `/Users/${id}`);
        const again = await found(server, filter('/Users', 'userName', String(userName)));
        must(!again, `a filter must find nothing after the deletion, finds ${shown(again)}`);
      }),
  },
  {
    name: 'User_Update_Manager_Test',
    part,
    shows: 'The manager of a user is set, changed and removed.',
    todo: 'Accept the manager as an array of objects, as an id, and as "" to remove it.',
    run: (server) =>
      managed(server, (value) => ({ op: 'Add', path: MANAGER, value: [{ $ref: null, value }] })),
  },
  {
    name: 'Restore_User_Test',
    part,
    shows: 'A user that was unassigned becomes inactive, and active again when assigned again.',
    todo: 'Switch the same user on again; do not create a second one.',
    run: (server) =>
      withNew(server, '/Users', async (id, { userName }) => {
        await switched(server, id, 'False');
        await isActive(server, id, false);
        const again = await found(server, filter('/Users', 'userName', String(userName)));
        must(again?.['id'] === id, `a filter must find user ${id}, finds ${shown(again)}`);
        await switched(server, id, 'True');
        await isActive(server, id, true);
      }),
  },
  {
    name: 'POD_User_Test',
    part,
    shows: 'A user is created and changed on demand, with the shapes of that function.',
    todo: 'Accept PATCH with capital operations and booleans as strings, also where the flag aadOptscim062020 is set.',
    run: (server) =>
      withNew(server, '/Users', async (id) => {
        const operations = [
          { op: 'Replace', path: 'active', value: 'True' },
          { op: 'Replace', path: 'displayName', value: 'On demand' },
        ];
        await server.need([200, 204], 'PATCH', `/Users/${id}`, patch(operations));
        const user = await isActive(server, id, true);
        must(
          user['displayName'] === 'On demand',
          `displayName must be "On demand", is ${shown(user['displayName'])}`,
        );
      }),
  },
];
