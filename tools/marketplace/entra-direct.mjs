// The tests that Microsoft's validation sends to the server itself, and how the server knows the caller.
import {
  changeable,
  GROUP,
  GROUP_MAPPING,
  isUnset,
  MANAGER,
  missingOf,
  USER,
  USER_MAPPING,
  valueAt,
} from './entra-mapping.mjs';
import { cleared, create, newGroup, newUser, patch, withNew } from './entra-requests.mjs';
import { managed } from './entra-users.mjs';
import { must, objects, shown } from './played.mjs';

/**
 * @typedef {import('./played.mjs').Json} Json
 * @typedef {import('./played.mjs').MarketTest} MarketTest
 * @typedef {import('./played.mjs').Server} Server
 */

/** @param {Server} server */
const schemasOf = async (server) => {
  const { Resources } = await server.need([200], 'GET', '/Schemas');
  must(Array.isArray(Resources), 'GET /Schemas must answer a ListResponse with Resources');
  return objects(Resources);
};

/** A value that fits, by the type that /Schemas says. @param {string} path @param {number} number */
const otherValue = (path, number) => {
  if (path === 'userName') return `market-other-${number}-${Date.now()}@acme.example`;
  if (path === 'preferredLanguage') return 'de-DE';
  return `Other ${number}`;
};

/**
 * PATCHes each changeable attribute and reads it again.
 * @param {Server} server
 * @param {'/Users' | '/Groups'} path
 * @param {string} core
 * @param {readonly string[]} mapping
 */
const updated = async (server, path, core, mapping) => {
  const names = changeable(await schemasOf(server), core, mapping);
  if (names.length === 0) return 'The mapping has no attribute that can be changed.';
  const operations = names.map((name, i) => ({
    op: 'Replace',
    path: name,
    value: otherValue(name, i),
  }));
  return withNew(server, path, async (id) => {
    await server.need([200, 204], 'PATCH', `${path}/${id}`, patch(operations));
    const resource = await server.need([200], 'GET', `${path}/${id}`);
    for (const { path: name, value } of operations)
      must(
        valueAt(resource, name) === value,
        `${name} must be ${shown(value)}, is ${shown(valueAt(resource, name))}`,
      );
  });
};

const PAGE = 5;
const ENOUGH = 2 * PAGE + 1;

/**
 * Pages through the list by startIndex, after creating what it lacks.
 * @param {Server} server
 * @param {'/Users' | '/Groups'} path
 * @param {() => Json} make
 */
const paged = async (server, path, make) => {
  const { totalResults } = await server.need([200], 'GET', `${path}?startIndex=1&count=1`);
  /** @type {string[]} */
  const made = [];
  try {
    for (let i = Number(totalResults ?? 0); i < ENOUGH; i += 1)
      made.push(await create(server, path, make()));
    for (let page = 0; page < 2; page += 1) {
      const startIndex = page * PAGE + 1;
      const list = await server.need(
        [200],
        'GET',
        `${path}?startIndex=${startIndex}&count=${PAGE}`,
      );
      must(
        list['startIndex'] === startIndex,
        `startIndex must be ${startIndex}, is ${shown(list['startIndex'])}`,
      );
      const { length } = objects(list['Resources']);
      must(length === PAGE, `page ${page + 1} must have ${PAGE} resources, has ${length}`);
    }
  } finally {
    await cleared(server, path, made);
  }
};

/** Attributes that a user may lack. */
const OPTIONAL = ['title', 'displayName', 'preferredLanguage', 'name.formatted'];

const part = 'direct';

/** @type {readonly MarketTest[]} */
export const directTests = [
  {
    name: 'Schema_Discoverability_Test',
    part,
    shows: '/Schemas shows every attribute of the mapping, of users and of groups.',
    todo: 'Add what is missing to /Schemas, or take it out of the mapping of the gallery app.',
    run: async (server) => {
      const schemas = await schemasOf(server);
      const missing = [
        ...missingOf(schemas, USER, USER_MAPPING),
        ...missingOf(schemas, GROUP, GROUP_MAPPING).map((path) => `${GROUP}:${path}`),
      ];
      must(missing.length === 0, `/Schemas does not show ${missing.join(', ')}`);
    },
  },
  {
    name: 'SCIM_Null_Update_Test',
    part,
    shows: 'PATCH with "" and with null both unset an attribute.',
    todo: 'Take "" and null in PATCH as no value (RFC 7643 §2.5).',
    run: async (server) => {
      const known = changeable(await schemasOf(server), USER, OPTIONAL);
      if (known.length === 0) return 'The mapping has no optional attribute.';
      return withNew(server, '/Users', async (id) => {
        for (const value of ['', null]) {
          const operations = known.map((path) => ({ op: 'Replace', path, value }));
          await server.need([200, 204], 'PATCH', `/Users/${id}`, patch(operations));
          const user = await server.need([200], 'GET', `/Users/${id}`);
          for (const path of known)
            must(
              isUnset(valueAt(user, path)),
              `${path} must have no value after ${shown(value)}, is ${shown(valueAt(user, path))}`,
            );
        }
      });
    },
  },
  {
    name: 'SCIM_User_Create_Test',
    part,
    shows: 'POST /Users answers the id and the same userName.',
    todo: 'Answer 201 with the whole user.',
    run: (server) => withNew(server, '/Users', async () => undefined),
  },
  {
    name: 'SCIM_User_Update_Test',
    part,
    shows: 'PATCH changes every single-valued attribute of the mapping.',
    todo: 'Store what PATCH sends exactly as sent.',
    run: (server) => updated(server, '/Users', USER, USER_MAPPING),
  },
  {
    name: 'SCIM_Group_Create_Test',
    part,
    shows: 'POST /Groups answers the id and the same displayName.',
    todo: 'Offer /Groups: the gallery requires it.',
    run: (server) => withNew(server, '/Groups', async () => undefined),
  },
  {
    name: 'SCIM_Group_Update_Test',
    part,
    shows: 'PATCH changes the single-valued attributes of a group.',
    todo: 'Store what PATCH sends exactly as sent.',
    run: (server) => updated(server, '/Groups', GROUP, GROUP_MAPPING),
  },
  {
    name: 'SCIM_User_Pagination_Test',
    part,
    shows:
      'GET /Users pages by startIndex and count, and answers the startIndex that was requested.',
    todo: 'Honour startIndex and count (RFC 7644 §3.4.2.4).',
    run: (server) => paged(server, '/Users', newUser),
  },
  {
    name: 'SCIM_Group_Pagination_Test',
    part,
    optional: true,
    shows: 'GET /Groups pages by startIndex and count.',
    todo: 'Honour startIndex and count (RFC 7644 §3.4.2.4).',
    run: (server) => paged(server, '/Groups', newGroup),
  },
  {
    name: 'SCIM_Update_Manager_Test',
    part,
    shows:
      'PATCH sets the manager by Add, changes it by Replace, and removes it by Replace with "".',
    todo: 'Accept the manager as an id, and as "" to remove it.',
    run: (server) => managed(server, (value) => ({ op: 'Add', path: MANAGER, value })),
  },
];
