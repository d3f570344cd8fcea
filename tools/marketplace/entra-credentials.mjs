// How the gallery demands that Microsoft Entra proves who it is: one of these two must pass.
import { must, object, Server, shown } from './played.mjs';

/**
 * @typedef {object} Credentials
 * @property {string} [tokenEndpoint]
 * @property {string} [clientId]
 * @property {string} [clientSecret]
 * @property {() => Promise<string>} [assertion] a JWT that the identity provider signed
 *
 * @typedef {import('./played.mjs').MarketTest} MarketTest
 */

const MINUTES = { least: 60, most: 360 };
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a record may show. @param {URLSearchParams} form */
const withoutSecrets = (form) =>
  Object.fromEntries(
    [...form].map(([name, value]) => [name, /secret|assertion$/.test(name) ? '…' : value]),
  );

/**
 * Gets an access token, checks its life and uses it.
 * @param {Server} server
 * @param {string} endpoint
 * @param {Readonly<Record<string, string>>} proof
 */
const admitted = async (server, endpoint, proof) => {
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'scim', ...proof });
  const answer = await fetch(endpoint, {
    method: 'POST',
    body: form,
    redirect: 'error',
    signal: AbortSignal.timeout(60_000),
  }).catch((/** @type {unknown} */ reason) => {
    const why = reason instanceof Error ? reason.message : String(reason);
    return new Response(JSON.stringify({ error: why }), { status: 599 });
  });
  const body = object(await answer.json().catch(() => undefined));
  const token = String(body['access_token'] ?? '');
  const recorded = { ...body, ...(token ? { access_token: '…' } : {}) };
  server.exchanges.push({
    request: `POST ${endpoint}`,
    sent: withoutSecrets(form),
    status: answer.status,
    answer: recorded,
  });
  must(
    answer.ok && token,
    `the token endpoint must answer an access_token, answers ${answer.status} ${shown(recorded)}`,
  );
  const minutes = Number(body['expires_in']) / 60;
  must(
    minutes >= MINUTES.least && minutes <= MINUTES.most,
    `the access token must live for ${MINUTES.least} to ${MINUTES.most} minutes, expires_in is ${shown(body['expires_in'])}`,
  );
  const bearer = new Server({ base: server.where.base, token });
  const list = await bearer.send('GET', '/Users?startIndex=1&count=1');
  server.exchanges.push(...bearer.exchanges);
  must(
    list.status >= 200 && list.status < 300,
    `the access token must be accepted, the answer is ${list.status}`,
  );
};

const part = 'credentials';

/**
 * @param {Credentials} credentials
 * @returns {readonly MarketTest[]}
 */
export const credentialTests = ({ tokenEndpoint, clientId, clientSecret, assertion }) => [
  {
    name: 'Validate_Credentials_Test',
    part,
    shows:
      'OAuth 2.0 client credentials give an access token of 60 to 360 minutes, which is accepted.',
    todo: 'Create a client for the tenant and give its id and secret.',
    run: async (server) => {
      if (!tokenEndpoint || !clientId || !clientSecret)
        return 'No token endpoint, client id and client secret were given.';
      await admitted(server, tokenEndpoint, { client_id: clientId, client_secret: clientSecret });
      return undefined;
    },
  },
  {
    name: 'Federated_Identity_Test',
    part,
    shows: 'A token that Entra signed is exchanged for an access token, without a secret.',
    todo: 'Create a trust for the tenant with issuer, key set, subject and audience of the identity provider.',
    run: async (server) => {
      if (!tokenEndpoint || !clientId || !assertion)
        return 'No token endpoint, client id and assertion of an identity provider were given.';
      await admitted(server, tokenEndpoint, {
        client_id: clientId,
        client_assertion_type: ASSERTION,
        client_assertion: await assertion(),
      });
      return undefined;
    },
  },
];
