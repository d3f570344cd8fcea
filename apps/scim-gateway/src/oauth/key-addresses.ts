import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config';
import { problem } from '../http/problem';
import { checkHost } from '@rollcall/webhooks';

/** An address of keys that this gateway does not call, and why. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Where the issuer's OpenID configuration is (OpenID Connect Discovery §4). */
export const configurationOf = (issuer: string): string =>
  `${issuer.endsWith('/') ? issuer.slice(0, -1) : issuer}/.well-known/openid-configuration`;

/** The addresses of keys that the gateway calls: https, public, and on the list of hosts if there is one. */
@Injectable()
export class KeyAddresses {
  private readonly hosts: readonly string[] | undefined;
  readonly anywhere: boolean;

  constructor({ KEY_HOSTS, KEY_HOSTS_ANYWHERE }: GatewayConfig) {
    this.hosts = KEY_HOSTS?.map((host) => host.toLowerCase());
    this.anywhere = KEY_HOSTS_ANYWHERE;
  }

  /** Throws AddressRefused, or PrivateAddress for an address that is written as a number. */
  allowed(text: string): URL {
    if (!URL.canParse(text)) throw new AddressRefused('it is not a URL');
    const url = new URL(text);
    if (url.username !== '' || url.password !== '')
      throw new AddressRefused('it has a user or a password');
    if (this.anywhere) return url;
    if (url.protocol !== 'https:') throw new AddressRefused('it does not begin with https://');
    if (this.hosts && !this.hosts.some((host) => isHost(url.hostname, host)))
      throw new AddressRefused('its host is not in KEY_HOSTS of this installation');
    checkHost(url.hostname);
    return url;
  }

  /** What a new trust would have called; throws a 400 problem that names the member. */
  check({ issuer, jwksUri }: { readonly issuer?: string; readonly jwksUri?: string }): void {
    if (jwksUri !== undefined) this.checkMember('jwksUri', jwksUri);
    else if (issuer !== undefined) this.checkMember('issuer', issuer);
  }

  private checkMember(name: string, text: string): void {
    try {
      this.allowed(text);
    } catch (error) {
      const why =
        error instanceof AddressRefused ? error.message : 'it does not lead to a public address';
      throw problem(400, `${name} cannot be called: ${why}.`, { code: 'keys-address' });
    }
  }
}

/** `*.example.com` is every host below, `example.com` that one. */
const isHost = (hostname: string, listed: string): boolean =>
  listed.startsWith('*.') ? hostname.endsWith(listed.slice(1)) : hostname === listed;
