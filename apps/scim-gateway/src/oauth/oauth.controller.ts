import { ASSERTION_ALGORITHMS } from '@rollcall/contracts';
import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config/gateway-config';
import { AssertionGrants } from './assertion-grants';
import { Clients } from './clients';
import { RefusedTokenRequests, refusalOf } from './refused-token-requests';
import { SCOPE, tokenRequestOf } from './token-request';
import { TokenRequestLimits } from './token-request-limits';

export interface AccessTokenResponse {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly scope: string;
}

/** OAuth 2.0 for identity providers: client credentials (RFC 6749 §4.4) and metadata (RFC 8414, RFC 9728). */
@Controller()
export class OAuthController {
  constructor(
    private readonly clients: Clients,
    private readonly assertions: AssertionGrants,
    private readonly log: RefusedTokenRequests,
    private readonly limits: TokenRequestLimits,
    private readonly config: GatewayConfig,
  ) {}

  @Post('oauth2/token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Header('pragma', 'no-cache')
  async token(@Body() body: unknown, @Req() request: FastifyRequest): Promise<AccessTokenResponse> {
    const began = performance.now();
    const credentials = tokenRequestOf(request.headers, body);
    const answer = await this.limits.within(credentials.clientId, request.ip, () =>
      'assertion' in credentials
        ? this.assertions.grant(credentials)
        : this.clients.grant(credentials),
    );
    if (answer.outcome === 'granted')
      return {
        access_token: answer.accessToken,
        token_type: 'Bearer',
        expires_in: answer.expiresInSeconds,
        scope: SCOPE,
      };
    this.log.add(request, answer, performance.now() - began);
    throw refusalOf(answer);
  }

  @Get('.well-known/oauth-authorization-server')
  metadata(): object {
    const issuer = this.config.publicBaseUrl;
    return {
      issuer,
      token_endpoint: `${issuer}/oauth2/token`,
      token_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ],
      token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      scopes_supported: [SCOPE],
    };
  }

  @Get('.well-known/oauth-protected-resource')
  installation(): object {
    return this.resource(this.config.publicBaseUrl);
  }

  @Get('.well-known/oauth-protected-resource/scim/v2')
  scim(): object {
    return this.resource(this.config.scimBaseUrl);
  }

  /** RFC 9728 §3.3: a client compares `resource` with the address that it derived the path from. */
  private resource(resource: string): object {
    return {
      resource,
      authorization_servers: [this.config.publicBaseUrl],
      scopes_supported: [SCOPE],
      bearer_methods_supported: ['header'],
    };
  }
}
