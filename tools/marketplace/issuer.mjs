// An identity provider of our own, for a tenant of this machine: its key, and where the key is read.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';

const SUBJECT = 'marketplace';
const AUDIENCE = 'api://rollcall';

/** @param {object} part */
const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });

/**
 * @typedef {(response: http.ServerResponse) => void} Lie what is answered instead of the keys
 * @typedef {Awaited<ReturnType<typeof startIssuer>>} Issuer
 */

/**
 * Starts it on loopback. `trust` is what a tenant has to trust; `assertion` signs a token as Microsoft
 * Entra does, for five minutes, with what is changed in its claims and its header; `unsafe` has a MAC
 * of the public key for a signature, or none.
 */
export const startIssuer = async () => {
  let pair = newKey();
  let number = 1;
  /** @type {Lie | undefined} */
  let lie;
  const server = http.createServer((_, response) => {
    if (lie) return lie(response);
    const key = { kid: `k${number}`, alg: 'RS256', use: 'sig' };
    response.end(
      JSON.stringify({ keys: [{ ...pair.publicKey.export({ format: 'jwk' }), ...key }] }),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const issuer = `${origin}/v2.0`;
  /** @param {object} claims @param {object} header */
  const unsigned = (claims, header) => {
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now, nbf: now, exp: now + 300 };
    return [
      { alg: 'RS256', typ: 'JWT', kid: `k${number}`, ...header },
      { iss: issuer, sub: SUBJECT, aud: AUDIENCE, ...times, ...claims },
    ]
      .map(encoded)
      .join('.');
  };
  return {
    trust: {
      method: 'federation',
      issuer,
      jwksUri: `${origin}/keys`,
      subject: SUBJECT,
      audiences: [AUDIENCE],
    },
    assertion: (/** @type {object} */ claims = {}, /** @type {object} */ header = {}) => {
      const text = unsigned(claims, header);
      const signature = sign('sha256', Buffer.from(text), pair.privateKey);
      return Promise.resolve(`${text}.${signature.toString('base64url')}`);
    },
    unsafe: (/** @type {'none' | 'HS256'} */ alg) => {
      const text = unsigned({}, { alg });
      const key = pair.publicKey.export({ type: 'spki', format: 'pem' });
      const mac = createHmac('sha256', key).update(text).digest('base64url');
      return Promise.resolve(`${text}.${alg === 'none' ? '' : mac}`);
    },
    rotate: () => {
      pair = newKey();
      number += 1;
    },
    /** From now on, until it is called without. @param {Lie} [other] */
    answerWith: (other) => void (lie = other),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
