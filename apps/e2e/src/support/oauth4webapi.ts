import { spawnSync } from 'node:child_process';
import { originOf } from './oauth';
import { root } from './source-tree';
import type { Stack } from './stack';

/** How a client proves who it is; a key is a private JWK. */
export type Proof =
  | { readonly way: 'ClientSecretBasic' | 'ClientSecretPost'; readonly secret: string }
  | { readonly way: 'PrivateKeyJwt'; readonly key: object; readonly kid: string };

const SCRIPT = `
import * as oauth from 'oauth4webapi';
const { issuer, clientId, way, secret, key, kid } = JSON.parse(process.argv[1]);
// The stack of the tests has no TLS: the only rule that is loosened.
const options = { [oauth.allowInsecureRequests]: true };
const rs256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const proof = key
  ? { key: await crypto.subtle.importKey('jwk', key, rs256, false, ['sign']), kid }
  : secret;
const url = new URL(issuer);
const found = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...options });
const server = await oauth.processDiscoveryResponse(url, found);
const client = { client_id: clientId };
const answer = await oauth.clientCredentialsGrantRequest(
  server, client, oauth[way](proof), new URLSearchParams({ scope: 'scim' }), options);
const token = await oauth.processClientCredentialsResponse(server, client, answer);
process.stdout.write(JSON.stringify(token));
`;

/** What oauth4webapi gets, from the metadata on; it is an ES module, so in a process of its own. */
export const viaOauth4webapi = (
  stack: Stack,
  clientId: string,
  proof: Proof,
): Readonly<Record<string, unknown>> => {
  const settings = JSON.stringify({ issuer: originOf(stack), clientId, ...proof });
  const args = ['--input-type=module', '-e', SCRIPT, settings];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
};
