import { List } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min, ValidateIf } from 'class-validator';
import { Fits } from '../branding/rules/rules';

const WhenOffered = (): PropertyDecorator =>
  ValidateIf(({ OIDC_ISSUER }: ConsoleConfig) => OIDC_ISSUER !== undefined);

/** What the gateway is told of the console and the ways into it; see docs/running.md. */
export class ConsoleConfig {
  /** `name:secret` each, for digests of links and sessions; derived from OPERATOR_KEYS when absent. */
  @IsOptional()
  @List()
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message:
      'CONSOLE_PEPPERS must be name:secret, comma separated, each secret 16 characters or more',
  })
  CONSOLE_PEPPERS?: string[];
  /** How long a session of the console lasts at most, and without being used. */
  @Type(() => Number) @IsInt() @Min(60) @Max(604_800) SESSION_SECONDS = 43_200;
  @Type(() => Number) @IsInt() @Min(60) @Max(604_800) SESSION_IDLE_SECONDS = 7_200;
  /** Wrong keys, links and sign-ins of one address in a minute. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) SIGN_IN_ATTEMPTS_LIMIT = 10;
  /** Requests a minute under /admin/v1: of a session, of a tenant's sessions together, of an operator key. */
  @Type(() => Number) @IsInt() @Min(10) @Max(1_000_000) ADMIN_SESSION_LIMIT = 600;
  @Type(() => Number) @IsInt() @Min(10) @Max(1_000_000) ADMIN_TENANT_LIMIT = 3_000;
  @Type(() => Number) @IsInt() @Min(10) @Max(1_000_000) ADMIN_OPERATOR_LIMIT = 6_000;
  /** The built console; beside this application when absent. */
  @IsOptional() @IsString() CONSOLE_DIR?: string;

  /** The product that is connected, as the console calls and shows it; tenants may have their own. */
  @IsOptional() @Fits('name') BRAND_NAME?: string;
  /** A PNG or SVG as data URL. */
  @IsOptional() @Fits('logo') BRAND_LOGO?: string;
  /** `#rrggbb`, readable on the light theme; the dark one has a lighter shade of it. */
  @IsOptional() @Fits('accent') BRAND_ACCENT?: string;
  /** A mail address, or one that begins with https://. */
  @IsOptional() @Fits('support') BRAND_SUPPORT?: string;
  /** Where one goes back to from the console. */
  @IsOptional() @Fits('address') BRAND_RETURN_URL?: string;

  /** Sign-in with OpenID Connect: off without an issuer. */
  @IsOptional()
  @Matches(/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/, {
    message: 'OIDC_ISSUER must begin with https:// (http:// on this machine only)',
  })
  OIDC_ISSUER?: string;
  @WhenOffered()
  @IsString({ message: 'OIDC_CLIENT_ID must be given with OIDC_ISSUER' })
  OIDC_CLIENT_ID?: string;
  @WhenOffered()
  @IsString({ message: 'OIDC_CLIENT_SECRET must be given with OIDC_ISSUER' })
  OIDC_CLIENT_SECRET?: string;
  @IsString() OIDC_SCOPES = 'openid profile email';
  /** What the console writes on its button. */
  @IsString() OIDC_LABEL = 'Single sign-on';
  /** The claims that say which tenant somebody may see and as what. */
  @IsString() OIDC_TENANT_CLAIM = 'rollcall_tenant';
  @IsString() OIDC_ROLE_CLAIM = 'rollcall_role';
  /**
   * `value=role` each: which value of the role claim, or member of it, gives which role. None makes
   * an operator unless it is given: where people edit their own claims that would be every tenant.
   */
  @List()
  @Matches(/^[^=]+=(operator|administrator|viewer)$/, {
    each: true,
    message:
      'OIDC_ROLES must be value=operator, value=administrator or value=viewer, comma separated',
  })
  OIDC_ROLES: string[] = ['administrator=administrator', 'viewer=viewer'];
}
