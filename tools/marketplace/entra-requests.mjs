// What Microsoft Entra's provisioning engine and its validation send.
import { randomUUID } from 'node:crypto';
import { ENTERPRISE, GROUP, USER } from './entra-mapping.mjs';
import { must, objects, shown } from './played.mjs';

/**
 * @typedef {import('./played.mjs').Json} Json
 * @typedef {import('./played.mjs').Server} Server
 */

const GROUP_OF_ENTRA = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** @param {string} kind */
export const unique = (kind) => `${kind}-${randomUUID().slice(0, 13)}`;

/** A user with every attribute of the default mapping. */
export const newUser = () => {
  const name = unique('market');
  const mail = `${name}@acme.example`;
  return {
    schemas: [USER, ENTERPRISE],
    externalId: name,
    userName: mail,
    active: true,
    displayName: `Market ${name}`,
    title: 'Tester',
    preferredLanguage: 'en-US',
    emails: [{ primary: true, type: 'work', value: mail }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Given Family', familyName: 'Family', givenName: 'Given' },
    addresses: [{ type: 'work', formatted: '1 Main Street', locality: 'Berlin', country: 'DE' }],
    phoneNumbers: [{ type: 'work', value: '+49 30 1' }],
    roles: [],
    [ENTERPRISE]: { employeeNumber: '1', department: 'Quality' },
  };
};

export const newGroup = () => ({
  schemas: [GROUP, GROUP_OF_ENTRA],
  externalId: randomUUID(),
  displayName: unique('Market group'),
  meta: { resourceType: 'Group' },
});

/** @typedef {{ op: string, path: string, value?: unknown }} Operation */

/** @param {readonly Operation[]} operations */
export const patch = (operations) => ({ schemas: [PATCH], Operations: operations });

/** @param {string} path @param {string} attribute @param {string} value */
export const filter = (path, attribute, value) =>
  `${path}?filter=${attribute}+eq+%22${encodeURIComponent(value)}%22`;

/**
 * The one resource that the filter finds, or undefined.
 * @param {Server} server
 * @param {string} path
 */
export const found = async (server, path) => {
  const list = await server.need([200], 'GET', path);
  return objects(list['Resources'])[0];
};

/**
 * Looks for it, as before every creation, and creates it.
 * @param {Server} server
 * @param {'/Users' | '/Groups'} path
 * @param {Json} resource
 */
export const create = async (server, path, resource) => {
  const key = path === '/Users' ? 'userName' : 'displayName';
  const lookUp = filter(path, key, String(resource[key]));
  must(!(await found(server, lookUp)), `${lookUp} must find nothing before the creation`);
  const made = await server.need([200, 201], 'POST', path, resource);
  must(made['id'], `POST ${path} must answer an id, answers ${shown(made)}`);
  must(
    made[key] === resource[key],
    `POST ${path} must answer ${key} ${shown(resource[key])}, answers ${shown(made[key])}`,
  );
  const again = await found(server, lookUp);
  must(again?.['id'] === made['id'], `${lookUp} must find the resource that was created`);
  return String(made['id']);
};

/**
 * Deletes what a test created, whatever the server answers.
 * @param {Server} server
 * @param {'/Users' | '/Groups'} path
 * @param {readonly string[]} ids
 */
export const cleared = async (server, path, ids) => {
  for (const id of ids) await server.send('DELETE', `${path}/${id}`);
};

/**
 * A new user or group for a test, deleted after it.
 * @param {Server} server
 * @param {'/Users' | '/Groups'} path
 * @param {(id: string, resource: Json) => Promise<void | string>} test
 */
export const withNew = async (server, path, test) => {
  /** @type {Json} */
  const resource = path === '/Users' ? newUser() : newGroup();
  const id = await create(server, path, resource);
  try {
    return await test(id, resource);
  } finally {
    await cleared(server, path, [id]);
  }
};
