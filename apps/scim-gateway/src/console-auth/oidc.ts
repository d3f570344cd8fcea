import type { ConsoleRole, TenantId } from '@rollcall/contracts';
import type { Configuration, IDToken, TokenEndpointResponse } from 'openid-client';
import { isTenantId } from '../tenancy/tenant-id';
import { RANKS } from '../admin-kit/operation';
import type { ConsoleConfig } from '../config/console-config';
import { Discovered } from './discovered';
import type { Person } from './sessions';
import { SignInRefused } from './sign-in-refused';

type Client = typeof import('openid-client');
type Claims = Readonly<Record<string, unknown>>;

/** The browser's state on its way to the provider and back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const TIMEOUT_SECONDS = 10;

/** Sign-in with an OpenID provider: authorization code with PKCE, state and nonce. */
export class Oidc {
  private readonly known = new Discovered(() => this.discover());
  private readonly roles: ReadonlyMap<string, ConsoleRole>;

  constructor(
    private readonly config: ConsoleConfig,
    private readonly redirectUri: string,
  ) {
    this.roles = new Map(
      config.OIDC_ROLES.map((one) => {
        const at = one.lastIndexOf('=');
        return [one.slice(0, at), one.slice(at + 1) as ConsoleRole];
      }),
    );
  }

  /** Rejects with SignInRefused when the provider does not answer. */
  async begin(): Promise<{ readonly url: URL; readonly attempt: Attempt }> {
    const client = await load();
    const provider = await this.provider();
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.redirectUri,
      scope: this.config.OIDC_SCOPES,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url, attempt };
  }

  /** The person that came back with `search`; rejects with SignInRefused. */
  async finish(search: string, { state, nonce, verifier }: Attempt): Promise<Person> {
    const client = await load();
    const provider = await this.provider();
    const came = new URL(this.redirectUri + search);
    try {
      const tokens = await client.authorizationCodeGrant(provider, came, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims() as IDToken;
      return this.personOf(await this.allClaims(client, provider, claims, tokens));
    } catch (error) {
      if (error instanceof SignInRefused) throw error;
      if (error instanceof client.AuthorizationResponseError)
        throw new SignInRefused('provider-refused', error);
      throw new SignInRefused('failed', error);
    }
  }

  /** The provider's userinfo may add the tenant and role that the ID token lacks. */
  private async allClaims(
    client: Client,
    provider: Configuration,
    claims: IDToken,
    tokens: TokenEndpointResponse,
  ): Promise<Claims> {
    const { OIDC_ROLE_CLAIM, OIDC_TENANT_CLAIM } = this.config;
    const isWhole = OIDC_ROLE_CLAIM in claims && OIDC_TENANT_CLAIM in claims;
    if (isWhole || provider.serverMetadata().userinfo_endpoint === undefined) return claims;
    const more = await client.fetchUserInfo(provider, tokens.access_token, claims.sub);
    return { ...more, ...claims };
  }

  private personOf(claims: Claims): Person {
    const role = this.roleOf(claims[this.config.OIDC_ROLE_CLAIM]);
    if (role === undefined) throw new SignInRefused('no-role');
    const tenant = claims[this.config.OIDC_TENANT_CLAIM];
    const isTenant = typeof tenant === 'string' && isTenantId(tenant);
    if (role !== 'operator' && !isTenant) throw new SignInRefused('no-tenant');
    return {
      role,
      tenantId: role === 'operator' ? null : (tenant as TenantId),
      actor: `oidc:${printable(String(claims['sub']))}`,
      name: nameOf(claims),
    };
  }

  /** The strongest of the roles that the claim gives. */
  private roleOf(claim: unknown): ConsoleRole | undefined {
    const given = [claim].flat().map((one) => this.roles.get(String(one)));
    return [...RANKS].reverse().find((rank) => given.some((one) => one === rank)) as
      | ConsoleRole
      | undefined;
  }

  private async provider(): Promise<Configuration> {
    try {
      return await this.known.get();
    } catch (error) {
      throw new SignInRefused('provider-unavailable', error);
    }
  }

  private async discover(): Promise<Configuration> {
    const client = await load();
    const { OIDC_ISSUER = '', OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET } = this.config;
    const issuer = new URL(OIDC_ISSUER);
    return client.discovery(issuer, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, undefined, {
      timeout: TIMEOUT_SECONDS,
      // The configuration permits http on this machine only.
      execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    });
  }
}

// It is an ES module, loaded only when this sign-in is offered.
const load = (): Promise<Client> => import('openid-client');

/** Actors are printable ASCII without spaces. */
const printable = (subject: string): string =>
  subject
    .replaceAll(/\p{Cs}/gu, '')
    .replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent)
    .slice(0, 190);

const nameOf = (claims: Claims): string => {
  const found = [claims['name'], claims['preferred_username'], claims['email']].find(
    (one) => typeof one === 'string' && one !== '',
  );
  return String(found ?? '')
    .replaceAll(/\p{C}/gu, '')
    .slice(0, 100);
};
