// Okta's collection "SCIM 2.0 SPEC" for the integration network.
import { USER } from './entra-mapping.mjs';
import { filter } from './entra-requests.mjs';
import { newUser, test } from './okta-requests.mjs';
import { must, object, objects, shown } from './played.mjs';

/**
 * @typedef {import('./played.mjs').Json} Json
 * @typedef {import('./played.mjs').MarketTest} MarketTest
 */

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** @param {Json} body @param {string} urn */
const hasSchema = (body, urn) => {
  const { schemas } = body;
  must(
    Array.isArray(schemas) && schemas.includes(urn),
    `schemas must contain ${urn}, is ${shown(schemas)}`,
  );
};
/** @param {Json} user */
const isWhole = (user) => {
  const name = object(user['name']);
  const needed = {
    id: user['id'],
    userName: user['userName'],
    'name.familyName': name['familyName'],
    'name.givenName': name['givenName'],
    active: user['active'],
    'emails[0].value': objects(user['emails'])[0]?.['value'],
  };
  const empty = Object.entries(needed).filter(([, value]) => value === undefined || value === '');
  must(empty.length === 0, `a user must have ${empty.map(([path]) => path).join(', ')}`);
};
/** @param {Json} list */
const isEmpty = (list) => {
  hasSchema(list, LIST);
  must(
    list['totalResults'] === 0,
    `totalResults must be the number 0, is ${shown(list['totalResults'])}`,
  );
};
/** @param {Json} body @param {string} [status] */
const isError = (body, status) => {
  hasSchema(body, ERROR);
  must(body['detail'], 'an error must have a detail');
  if (status)
    must(body['status'] === status, `status must be "${status}", is ${shown(body['status'])}`);
};

/**
 * The steps of the published SPEC collection. They need a user that exists; steps use what earlier ones found.
 * @returns {readonly MarketTest[]}
 */
export const specTests = () => {
  let existing = '';
  const user = newUser();
  let created = '';
  const none = filter('/Users', 'userName', user.userName);
  return [
    test(
      'Required Test: Test Users endpoint',
      'A page of one user has the attributes that Okta needs.',
      'Create one user first. Show id, userName, active, name.givenName, name.familyName and emails.',
      async (server) => {
        const list = await server.need([200], 'GET', '/Users?count=1&startIndex=1');
        hasSchema(list, LIST);
        for (const key of ['itemsPerPage', 'startIndex', 'totalResults'])
          must(typeof list[key] === 'number', `${key} must be a number, is ${shown(list[key])}`);
        const [first] = objects(list['Resources']);
        must(first, 'Resources must not be empty: create one user first');
        existing = String(first?.['id'] ?? '');
        isWhole(object(first));
      },
    ),
    test(
      'Required Test: Get Users/{{id}}',
      'One user by id has them, too.',
      'Answer the same user by id as in the list.',
      async (server) => {
        must(existing, 'the step before must have found a user');
        const one = await server.need([200], 'GET', `/Users/${existing}`);
        must(one['id'] === existing, `id must be ${existing}, is ${shown(one['id'])}`);
        isWhole(one);
      },
    ),
    test(
      'Required Test: Test invalid User by username',
      'A filter that finds nobody answers an empty list.',
      'Answer 200 with totalResults 0, not 404.',
      async (server) =>
        isEmpty(
          await server.need([200], 'GET', filter('/Users', 'userName', 'nobody@acme.example')),
        ),
    ),
    test(
      'Required Test: Test invalid User by ID',
      'An unknown id is 404 with a SCIM error.',
      'Answer a SCIM error with a detail.',
      async (server) =>
        isError(await server.need([404], 'GET', '/Users/010101001010101011001010101011')),
    ),
    test(
      'Required Test: Make sure random user does not exist',
      'The user of the next step does not exist yet.',
      'Compare the whole userName in a filter.',
      async (server) => isEmpty(await server.need([200], 'GET', none)),
    ),
    test(
      'Required Test: Create Okta user with realistic values',
      'A user is created as Okta sends it.',
      'Accept name, emails, displayName and active.',
      async (server) => {
        const made = await server.need([201], 'POST', '/Users', user);
        created = String(made['id'] ?? '');
        hasSchema(made, USER);
        must(created, 'the answer must have an id');
        must(made['active'] === true, `active must be true, is ${shown(made['active'])}`);
        must(
          made['userName'] === user.userName,
          `userName must be as sent, is ${shown(made['userName'])}`,
        );
        const name = object(made['name']);
        must(
          name['givenName'] === user.name.givenName && name['familyName'] === user.name.familyName,
          `name must be as sent, is ${shown(name)}`,
        );
      },
    ),
    test(
      'Required Test: Verify that user was created',
      'The user is found by its id.',
      'Read your own writes.',
      async (server) => {
        must(created, 'the step before must have created a user');
        const one = await server.need([200], 'GET', `/Users/${created}`);
        must(
          one['userName'] === user.userName,
          `userName must be as sent, is ${shown(one['userName'])}`,
        );
        isWhole(one);
      },
    ),
    test(
      'Required Test: Expect failure when recreating user with same values',
      'The same user a second time is 409.',
      'Answer 409 with scimType uniqueness.',
      async (server) => isError(await server.need([409], 'POST', '/Users', user)),
    ),
    test(
      'Required Test: Username Case Sensitivity Check',
      'A filter compares userName without case.',
      'Find the user whatever the case of the filter’s value.',
      async (server) => {
        const [local = '', host = ''] = user.userName.split('@');
        const caps = `${local.toUpperCase()}@${host}`;
        await server.need([200], 'GET', filter('/Users', 'userName', caps));
      },
    ),
    test(
      'Optional Test: Verify Groups endpoint',
      'Groups are listed.',
      'Offer /Groups if the app pushes groups.',
      async (server) => {
        const list = await server.need([200], 'GET', '/Groups');
        const { totalResults, Resources } = list;
        must(Number(totalResults) === 0 || Array.isArray(Resources), 'Resources must be an array');
      },
      { optional: true },
    ),
    test(
      'Required Test: Check status 401',
      'A wrong token is 401 with a SCIM error.',
      'Answer a SCIM error with status "401".',
      async (server) => {
        const path = '/Users?count=1&startIndex=1';
        const answer = await server.send('GET', path, undefined, { Authorization: 'non-token' });
        must(
          answer.status === 401,
          `GET ${path} with a wrong token must be 401, is ${answer.status}`,
        );
        isError(object(answer.body), '401');
      },
    ),
    test(
      'Required Test: Check status 404',
      'Another unknown id is 404 with a SCIM error.',
      'Answer a SCIM error with status "404".',
      async (server) => isError(await server.need([404], 'GET', '/Users/00919288221112222'), '404'),
    ),
  ];
};
