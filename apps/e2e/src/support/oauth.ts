import { spawnSync } from 'node:child_process';
import { bodyOf } from './client';
import { root } from './source-tree';
import type { Stack } from './stack';
import { adminOf, JSON_TYPE } from './tenants';

export interface OAuthClient {
  readonly clientId: string;
  readonly secret: string;
}

/** A client, or one more secret of one; `id` is that of the secret. */
export const newClient = async (
  stack: Stack,
  tenantId: string,
  body: object = {},
  clientId?: string,
): Promise<OAuthClient & { readonly id: string }> => {
  const path = `/tenants/${tenantId}/clients${clientId === undefined ? '' : `/${clientId}/secrets`}`;
  const answer = await adminOf(stack).post(path, body, JSON_TYPE);
  if (answer.status !== 201) throw new Error(`no client: ${answer.status} ${answer.text}`);
  const made = bodyOf(answer);
  return {
    id: String(made['id']),
    clientId: String(made['clientId']),
    secret: String(made['secret']),
  };
};

/** A trust of a client that publishes its own keys. */
export const ownKeysAt = (name: string): object => ({
  method: 'private_key_jwt',
  jwksUri: `https://${name}.example.com/jwks`,
});

/** A trust, of a new client unless it names one. */
export const newTrust = async (
  stack: Stack,
  tenantId: string,
  body: object,
): Promise<{ readonly id: string; readonly clientId: string }> => {
  const answer = await adminOf(stack).post(`/tenants/${tenantId}/trusts`, body, JSON_TYPE);
  if (answer.status !== 201) throw new Error(`no trust: ${answer.status} ${answer.text}`);
  const made = bodyOf(answer);
  return { id: String(made['id']), clientId: String(made['clientId']) };
};

/** The public base URL of a gateway. */
export const originOf = (stack: Stack, gateway = 0): string =>
  String(stack.scim[gateway]).replace(/\/scim\/v2$/, '');

/** A request to the token endpoint, as bytes: what providers send wrong is sent here, too. */
export const requestToken = async (
  stack: Stack,
  body: Readonly<Record<string, string>> | string,
  headers: Readonly<Record<string, string>> = {},
  gateway = 0,
): Promise<Response> =>
  fetch(`${originOf(stack, gateway)}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
  });

/** An access token, or an error that names the answer. */
export const accessToken = async (
  stack: Stack,
  { clientId, secret }: OAuthClient,
): Promise<string> => {
  const answer = await requestToken(stack, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
};

const SCRIPT = `
import * as client from 'openid-client';
const { issuer, clientId, secret, way } = JSON.parse(process.argv[1]);
// The stack of the tests has no TLS: the only rule that is loosened.
const options = { algorithm: 'oauth2', execute: [client.allowInsecureRequests] };
const auth = client[way](secret);
const found = await client.discovery(new URL(issuer), clientId, undefined, auth, options);
process.stdout.write(JSON.stringify(await client.clientCredentialsGrant(found, { scope: 'scim' })));
`;

/** What openid-client gets, from the metadata on; it is an ES module, so in a process of its own. */
export const viaOpenidClient = (
  stack: Stack,
  { clientId, secret }: OAuthClient,
  way: 'ClientSecretBasic' | 'ClientSecretPost',
): Readonly<Record<string, unknown>> => {
  const settings = JSON.stringify({ issuer: originOf(stack), clientId, secret, way });
  const args = ['--input-type=module', '-e', SCRIPT, settings];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
};
