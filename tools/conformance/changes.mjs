// Lives of people, written through SCIM; which ones depends on the seed alone.

/**
 * @typedef {{ id: string, userName: string, active: boolean }} Person
 * @typedef {(method: string, path: string, body?: object) => Promise<{ body: Record<string, unknown>, position: number }>} Scim
 */

/** @param {string} base @param {string} token @returns {Scim} */
export const scimOf = (base, token) => async (method, path, body) => {
  const answer = await fetch(base + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/scim+json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return {
    body: text ? JSON.parse(text) : {},
    position: Number(answer.headers.get('x-rollcall-position')),
  };
};

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const replace = (/** @type {object} */ value) => ({
  schemas: [PATCH],
  Operations: [{ op: 'replace', value }],
});

/** Numbers from 0 to 1, the same for each seed. @param {number} seed */
const chance = (seed) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

/**
 * One change after the other.
 * @param {Scim} scim
 * @param {number} seed
 * @param {number} count
 * @param {() => void} onChange
 */
export const change = async (scim, seed, count, onChange) => {
  const next = chance(seed);
  /** @type {Person[]} */
  const people = [];
  for (let made = 0; made < count; made += 1) {
    const dice = next();
    const index = Math.floor(next() * people.length);
    const person = people[index];
    if (!person || dice < 0.35) {
      const userName = `User${seed}.${made}@example.com`;
      const active = next() > 0.1;
      const user = { schemas: [USER], userName, displayName: 'New', active };
      const { body } = await scim('POST', '/Users', user);
      people.push({ id: String(body['id']), userName, active });
    } else if (dice < 0.5) {
      await scim('PATCH', `/Users/${person.id}`, replace({ displayName: `Name ${made}` }));
    } else if (dice < 0.6) {
      const userName = `Renamed${seed}.${made}@example.com`;
      await scim('PATCH', `/Users/${person.id}`, replace({ userName }));
    } else if (dice < 0.85) {
      person.active = !person.active;
      await scim('PATCH', `/Users/${person.id}`, replace({ active: person.active }));
    } else {
      await scim('DELETE', `/Users/${person.id}`);
      people.splice(index, 1);
    }
    onChange();
  }
};

/**
 * What SCIM lists, as the examples print it.
 * @param {Scim} scim
 */
export const listed = async (scim) => {
  /** @type {import('./recorded.mjs').Seat[]} */
  const seats = [];
  for (let startIndex = 1; ; startIndex += 100) {
    const path = `/Users?count=100&startIndex=${startIndex}`;
    const { body, position } = await scim('GET', path);
    const page = /** @type {{ id: string, userName: string, active: boolean }[]} */ (
      body['Resources'] ?? []
    );
    for (const { id, userName, active } of page)
      seats.push({ userId: id, login: userName.toLowerCase(), mayLogIn: active });
    if (seats.length >= Number(body['totalResults']) || page.length === 0)
      return { position, seats: seats.sort((one, other) => (one.userId < other.userId ? -1 : 1)) };
  }
};
