import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** What an issuer answers instead of its keys. */
export type Lie = (response: ServerResponse) => void;

/** An identity provider with a real key and a server for it, which rotates, goes away and lies. */
export class Issuer {
  readonly server: Server;
  lie: Lie | undefined;
  private number = 1;
  private pair = newKey();

  private constructor() {
    this.server = createServer((request, response) => {
      if (request.url?.endsWith('/.well-known/openid-configuration'))
        response.end(JSON.stringify({ issuer: this.url, jwks_uri: `${this.origin}/keys` }));
      else if (this.lie) this.lie(response);
      else response.end(JSON.stringify({ keys: [this.publicKey] }));
    });
  }

  static async start(): Promise<Issuer> {
    const issuer = new Issuer();
    await new Promise<void>((resolve) => issuer.server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Its name in `iss`. */
  get url(): string {
    return `${this.origin}/directory/v2.0`;
  }

  get publicKey(): object {
    return { ...this.pair.publicKey.export({ format: 'jwk' }), kid: `k${this.number}`, use: 'sig' };
  }

  get pem(): string {
    return this.pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  rotate(): void {
    this.pair = newKey();
    this.number += 1;
  }

  /** A token as Entra signs it, with what a case changes in it. */
  token(changed: object = {}, header: object = {}, key: KeyObject = this.pair.privateKey): string {
    const body = this.unsigned(changed, header);
    return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
  }

  /** The same with a MAC of a secret, or with no signature at all. */
  unsafe(alg: 'HS256' | 'none'): string {
    const body = this.unsigned({}, { alg });
    const mac = createHmac('sha256', this.pem).update(body).digest('base64url');
    return `${body}.${alg === 'none' ? '' : mac}`;
  }

  private unsigned(changed: object, header: object): string {
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now, nbf: now, exp: now + 3_600 };
    const claims = { iss: this.url, sub: 'scim-app', aud: 'api://rollcall', ...times, ...changed };
    return `${encoded({ alg: 'RS256', kid: `k${this.number}`, ...header })}.${encoded(claims)}`;
  }
}
