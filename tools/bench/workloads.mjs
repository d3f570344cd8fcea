// What providers do, one operation at a time. Each yields the requests of one operation.
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** @typedef {import('./client.mjs').Answer} Answer @typedef {import('./client.mjs').Send} Send */

/** @param {string} userName @param {number} number */
export const userBody = (userName, number) =>
  JSON.stringify({
    schemas: [USER],
    userName,
    displayName: `Bench User ${number}`,
    active: true,
    externalId: `ext-${userName}`,
  });

/** @param {string} path @param {string | boolean} value */
const replace = (path, value) =>
  JSON.stringify({ schemas: [PATCH], Operations: [{ op: 'replace', path, value }] });

/** [id, userName] of a user that was created. @param {Answer} created @returns {[string, string]} */
export const namesOf = ({ body }) => {
  /** @type {{ id: string, userName: string }} */
  const { id, userName } = JSON.parse(body.toString());
  return [id, userName];
};

const lookUp = (/** @type {string} */ userName) =>
  `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`;

const PAGE = 100;

/**
 * `users`: [id, userName] of who is there; `prefix`: makes userNames new in each run.
 * @param {{ users: readonly (readonly [string, string])[], prefix: string }} given
 */
export const workloads = ({ users, prefix }) => {
  let number = 0;
  const someone = () => users[Math.floor(Math.random() * users.length)] ?? ['', ''];
  const fresh = () => `${prefix}-${(number += 1)}@bench.example`;
  /** @param {Answer} answer @param {number} status @param {string} [text] */
  const need = (answer, status, text) => {
    if (answer.status !== status || (text && !answer.body.includes(text)))
      throw new Error(`${answer.status} ${answer.body.toString().slice(0, 300)}`);
    return answer;
  };
  const one = {
    create: async (/** @type {Send} */ send) => {
      const userName = fresh();
      const answer = await send('POST', '/Users', userBody(userName, number));
      return need(answer, 201, userName);
    },
    get: async (/** @type {Send} */ send) => {
      const [id] = someone();
      need(await send('GET', `/Users/${id}`), 200, id);
    },
    'look-up': async (/** @type {Send} */ send) => {
      const [, userName] = someone();
      need(await send('GET', lookUp(userName)), 200, userName);
    },
    patch: async (/** @type {Send} */ send) => {
      const [id] = someone();
      number += 1;
      const body =
        number & 1
          ? replace('displayName', `Renamed ${number}`)
          : replace('active', (number & 2) === 0);
      need(await send('PATCH', `/Users/${id}`, body), 200, id);
    },
    list: async (/** @type {Send} */ send) => {
      const page = Math.floor(Math.random() * Math.floor(users.length / PAGE));
      const answer = await send('GET', `/Users?startIndex=${page * PAGE + 1}&count=${PAGE}`);
      need(answer, 200, `"itemsPerPage":${PAGE}`);
    },
  };
  /** A provider's new user: 5 operations. */
  const mix = async (/** @type {Send} */ send) => {
    const userName = fresh();
    need(await send('GET', lookUp(userName)), 200, '"totalResults":0');
    const created = need(await send('POST', '/Users', userBody(userName, number)), 201, userName);
    const { id } = JSON.parse(created.body.toString());
    need(await send('GET', `/Users/${id}`), 200, id);
    need(await send('PATCH', `/Users/${id}`, replace('displayName', `Renamed ${number}`)), 200, id);
    need(await send('PATCH', `/Users/${id}`, replace('active', false)), 200, id);
  };
  return { ...one, mix };
};
