// How a simulated provider proves who it is: it knows one way, and its tenant has that one alone.
import { setTimeout as pause } from 'node:timers/promises';
import { startIssuer } from '../marketplace/issuer.mjs';

/**
 * @typedef {import('../stack/admin.mjs').Admin} Admin
 * @typedef {{ admin: Admin, tenantId: string, scimBaseUrl: string }} Place
 * @typedef {{ readonly says: string, readonly status: number, ask: () => Promise<number> }} Refusal
 *
 * @typedef {object} Credential
 * @property {() => Promise<string>} token a token for the next requests
 * @property {readonly { says: string, begin: () => void }[]} troubles what happens while it works
 * @property {readonly Refusal[]} refusals what it must not get a token for, and the status
 * @property {() => void} stop
 */

const JWT = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LABEL = 'npm run dialogue';
/** Keys are read again for an unknown `kid`, at most every ten seconds. */
const KEYS_WITHIN_MS = 30_000;

/** @param {string} scimBaseUrl @param {Record<string, string>} form */
const request = async (scimBaseUrl, form) => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  const answer = await fetch(new URL('/oauth2/token', scimBaseUrl), { method: 'POST', body });
  const { access_token: token, error } = /** @type {{ access_token?: string, error?: string }} */ (
    await answer.json()
  );
  return { status: answer.status, token, error };
};

/** Asks until a token comes: a key that was just rotated is read within seconds. @param {() => ReturnType<typeof request>} ask */
const granted = async (ask) => {
  const end = performance.now() + KEYS_WITHIN_MS;
  for (;;) {
    const { status, token, error } = await ask();
    if (token !== undefined) return token;
    if (performance.now() > end) throw new Error(`no access token: ${status} ${error}`);
    await pause(1_000);
  }
};

/** @type {(place: Place) => Promise<Credential>} */
const pasted = async ({ admin, tenantId }) => {
  const { body } = await admin('POST', `/tenants/${tenantId}/tokens`, { label: LABEL });
  const token = String(body['token']);
  return { token: async () => token, troubles: [], refusals: [], stop: () => undefined };
};

/** @type {(place: Place) => Promise<Credential>} */
const clientCredentials = async ({ admin, tenantId, scimBaseUrl }) => {
  const made = async () =>
    (await admin('POST', `/tenants/${tenantId}/clients`, { label: LABEL })).body;
  const [own, other] = [await made(), await made()];
  const ask = (/** @type {Record<string, string>} */ form) => request(scimBaseUrl, form);
  const formOf = (/** @type {typeof own} */ id, /** @type {typeof own} */ secret) => ({
    client_id: String(id['clientId']),
    client_secret: String(secret['secret']),
  });
  /** @param {string} says @param {number} status @param {Record<string, string>} form */
  const refused = (says, status, form) => ({
    says,
    status,
    ask: async () => (await ask(form)).status,
  });
  const good = formOf(own, own);
  const wrong = `${good.client_secret.slice(0, 30)}${'x'.repeat(33)}`;
  return {
    token: () => granted(() => ask(good)),
    troubles: [],
    refusals: [
      refused('the secret of another client', 401, formOf(own, other)),
      refused('a wrong secret', 401, { ...good, client_secret: wrong }),
      refused('another scope', 400, { ...good, scope: 'admin' }),
      refused('no secret', 401, { client_id: good.client_id }),
    ],
    stop: () => undefined,
  };
};

/** @type {readonly [says: string, lie: import('../marketplace/issuer.mjs').Lie][]} */
const LIES = [
  ['is away', (answer) => void answer.writeHead(503).end()],
  [
    'redirects to a private address',
    (answer) => void answer.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  ],
  ['answers 300 kB', (answer) => void answer.end(JSON.stringify({ keys: 'x'.repeat(300_000) }))],
];

/** @type {(place: Place) => Promise<Credential>} */
const federation = async ({ admin, tenantId, scimBaseUrl }) => {
  /** @type {import('../marketplace/issuer.mjs').Issuer[]} */
  const issuers = [];
  const trusted = async () => {
    const issuer = await startIssuer();
    issuers.push(issuer);
    const trust = { ...issuer.trust, label: LABEL };
    const { body } = await admin('POST', `/tenants/${tenantId}/trusts`, trust);
    return { issuer, clientId: String(body['clientId']) };
  };
  /** @param {string} clientId @param {string} assertion */
  const ask = (clientId, assertion) =>
    request(scimBaseUrl, {
      client_id: clientId,
      client_assertion_type: JWT,
      client_assertion: assertion,
    });
  const { issuer, clientId } = await trusted();
  /** @param {string} says @param {() => Promise<string>} assertion */
  const refused = (says, assertion) => ({
    says,
    status: 401,
    ask: async () => (await ask(clientId, await assertion())).status,
  });
  const once = () => issuer.assertion({ jti: 'once' });
  const replayed = async () => {
    const first = await once();
    await ask(clientId, first);
    return first;
  };
  /** A provider whose keys were never read. @param {typeof LIES[number]} lie */
  const liar = ([says, lie]) => ({
    says: `a provider whose JWKS ${says}`,
    status: 503,
    ask: async () => {
      const other = await trusted();
      other.issuer.answerWith(lie);
      return (await ask(other.clientId, await other.issuer.assertion())).status;
    },
  });
  return {
    token: () => granted(async () => ask(clientId, await issuer.assertion())),
    troubles: [
      { says: 'its key rotates', begin: () => issuer.rotate() },
      ...LIES.map(([says, lie]) => ({
        says: `its JWKS ${says}`,
        begin: () => issuer.answerWith(lie),
      })),
      {
        says: 'its JWKS is back, with another key',
        begin: () => {
          issuer.answerWith();
          issuer.rotate();
        },
      },
    ],
    refusals: [
      refused('another issuer', () => issuer.assertion({ iss: 'https://evil.example.com' })),
      refused('another audience', () => issuer.assertion({ aud: 'api://other' })),
      refused('another subject', () => issuer.assertion({ sub: 'other' })),
      refused('an end in the past', () => issuer.assertion({ exp: 1_700_000_000 })),
      refused('a beginning in the future', () => issuer.assertion({ nbf: 4_000_000_000 })),
      refused('a jti that was presented before', replayed),
      refused('an unknown kid', () => issuer.assertion({}, { kid: 'forged' })),
      refused('no signature', () => issuer.unsafe('none')),
      refused('a MAC with the public key', () => issuer.unsafe('HS256')),
      ...LIES.map(liar),
    ],
    stop: () => issuers.forEach((one) => one.stop()),
  };
};

/** By name, as the command line has them. */
export const WAYS = { token: pasted, 'client-credentials': clientCredentials, federation };
