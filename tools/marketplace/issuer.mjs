// An identity provider of our own, for a tenant of this machine: its key, and where the key is read.
import { generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';

const KID = 'marketplace';
const SUBJECT = 'marketplace';
const AUDIENCE = 'api://rollcall';

/** @param {object} part */
const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/**
 * Starts it on loopback. `trust` is what a tenant has to trust; `assertion` signs a token as Microsoft
 * Entra does, for five minutes.
 */
export const startIssuer = async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: KID, alg: 'RS256', use: 'sig' }];
  const server = http.createServer((_, response) => response.end(JSON.stringify({ keys })));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const issuer = `${origin}/v2.0`;
  return {
    trust: {
      method: 'federation',
      issuer,
      jwksUri: `${origin}/keys`,
      subject: SUBJECT,
      audiences: [AUDIENCE],
    },
    assertion: () => {
      const now = Math.floor(Date.now() / 1_000);
      const times = { iat: now, nbf: now, exp: now + 300 };
      const header = encoded({ alg: 'RS256', typ: 'JWT', kid: KID });
      const claims = encoded({ iss: issuer, sub: SUBJECT, aud: AUDIENCE, ...times });
      const signature = sign('sha256', Buffer.from(`${header}.${claims}`), privateKey);
      return Promise.resolve(`${header}.${claims}.${signature.toString('base64url')}`);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
