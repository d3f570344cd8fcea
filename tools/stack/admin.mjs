/**
 * @typedef {(method: string, path: string, body?: object) => Promise<{ status: number, body: Record<string, string> }>} Admin
 * @typedef {{ id: string, profile: string, token: string }} DemoTenant
 */

/**
 * A client of the admin API: throws with the problem's words.
 * @param {string} adminBaseUrl
 * @param {string} operatorKey
 * @returns {Admin}
 */
export const adminOf = (adminBaseUrl, operatorKey) => async (method, path, body) => {
  const answer = await fetch(adminBaseUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${operatorKey}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok && answer.status !== 409)
    throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return { status: answer.status, body: text ? JSON.parse(text) : {} };
};

const STRICT = { id: 'demo-strict', name: 'Demo, the four attributes', profile: 'strict' };
const FULL = { id: 'demo-full', name: 'Demo, the full profile', profile: 'full' };

/**
 * The two demo tenants with a token each; tokens of an earlier start are kept while they work.
 * @param {Admin} admin
 * @param {string} scimBaseUrl
 * @param {readonly DemoTenant[]} kept
 * @returns {Promise<DemoTenant[]>}
 */
export const demoTenants = async (admin, scimBaseUrl, kept) => {
  /** @type {DemoTenant[]} */
  const tenants = [];
  for (const tenant of [STRICT, FULL]) {
    await admin('POST', '/tenants', tenant);
    const before = kept.find(({ id }) => id === tenant.id)?.token;
    const token =
      before && (await works(scimBaseUrl, before))
        ? before
        : (await admin('POST', `/tenants/${tenant.id}/tokens`, { label: 'npm start' })).body[
            'token'
          ];
    tenants.push({ id: tenant.id, profile: tenant.profile, token: String(token) });
  }
  return tenants;
};

/** A new link that opens the console of a tenant, once. @param {Admin} admin @param {string} tenantId */
export const setUpLinkOf = async (admin, tenantId) =>
  (await admin('POST', `/tenants/${tenantId}/links`, { label: 'npm start' })).body['url'];

/** @param {string} scimBaseUrl @param {string} token */
const works = async (scimBaseUrl, token) =>
  (
    await fetch(`${scimBaseUrl}/ServiceProviderConfig`, {
      headers: { authorization: `Bearer ${token}` },
    })
  ).ok;
