// A simulated provider provisions people, through all that happens to its credential meanwhile.
import { speak } from './speak.mjs';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const AT_ONCE = 20;

/**
 * What Entra does for each person: it looks the name up, and creates who is not there. Throws at the
 * first answer that is another one.
 * @param {{ base: string, token: string }} where
 * @param {string} userName
 */
const provision = async (where, userName) => {
  /** @param {string} method @param {string} path @param {number} expected @param {object} [body] */
  const need = async (method, path, expected, body) => {
    const headers = { 'content-type': 'application/scim+json' };
    const answer = await speak({ method, path, headers, ...(body ? { body } : {}) }, where);
    if (answer.status !== expected)
      throw new Error(`${method} ${path}: ${answer.status} instead of ${expected}: ${answer.text}`);
    return /** @type {{ totalResults?: number }} */ (answer.body);
  };
  const filter = encodeURIComponent(`userName eq "${userName}"`);
  const { totalResults } = await need('GET', `/Users?filter=${filter}`, 200);
  if (totalResults !== 0) throw new Error(`${userName} is there already`);
  const body = { schemas: [USER], userName, displayName: userName, active: true };
  await need('POST', '/Users', 201, body);
};

/**
 * Provisions `people` in as many parts as there are troubles and one more, each with a token of its
 * own, then asks for what must be refused. Resolves to sentences on what went wrong; `say` hears how
 * far it is.
 * @param {import('./ways.mjs').Credential} credential
 * @param {{ base: string, people: number, say: (text: string) => void }} work
 */
export const provisionPeople = async (credential, { base, people, say }) => {
  /** @type {string[]} */
  const wrong = [];
  const parts = [{ says: 'it begins', begin: () => undefined }, ...credential.troubles];
  let done = 0;
  for (const [i, { says, begin }] of parts.entries()) {
    begin();
    const where = { base, token: await credential.token() };
    const upto = Math.round((people * (i + 1)) / parts.length);
    const from = done;
    while (done < upto) {
      const some = Array.from({ length: Math.min(AT_ONCE, upto - done) }, (_, j) => done + j);
      await Promise.all(some.map((one) => provision(where, `person${one}@dialogue.example`)));
      done += some.length;
    }
    say(`✓ ${says}: ${done - from} people`);
  }
  const where = { base, token: await credential.token() };
  const { body } = await speak({ method: 'GET', path: '/Users?count=1' }, where);
  const { totalResults } = /** @type {{ totalResults: number }} */ (body);
  if (totalResults !== people) wrong.push(`${totalResults} people are there instead of ${people}`);
  for (const { says, status, ask } of credential.refusals) {
    const got = await ask();
    if (got !== status) wrong.push(`${says}: ${got} instead of ${status}`);
    say(`${got === status ? '✓' : '✗'} ${says} is refused with ${got}`);
  }
  return wrong;
};
