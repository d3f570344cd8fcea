// What Okta sends.
import { USER } from './entra-mapping.mjs';
import { unique } from './entra-requests.mjs';

/** @typedef {import('./played.mjs').MarketTest} MarketTest */

/** The headers of Okta's requests. */
export const OKTA_HEADERS = {
  Accept: 'application/scim+json',
  'Accept-Charset': 'utf-8',
  'Content-Type': 'application/scim+json; charset=utf-8',
  'User-Agent': 'OKTA SCIM Integration',
};

/** A user with the attributes of its collections. */
export const newUser = () => {
  const userName = `${unique('okta')}@acme.example`;
  return {
    schemas: [USER],
    userName,
    name: { givenName: 'Given', familyName: 'Family' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Given Family',
    active: true,
  };
};

/** The user that must exist before, of the attributes that a tenant of this profile takes. @param {string} profile */
export const existingUser = (profile) => {
  const { schemas, userName, displayName, active, ...more } = newUser();
  return { schemas, userName, displayName, active, ...(profile === 'strict' ? {} : more) };
};

/**
 * @param {string} name
 * @param {string} shows
 * @param {string} todo
 * @param {MarketTest['run']} run
 * @param {{ part?: string, optional?: boolean }} [more]
 * @returns {MarketTest}
 */
export const test = (name, shows, todo, run, { part = 'SPEC', optional = false } = {}) => ({
  name,
  part,
  shows,
  todo,
  optional,
  run,
});
