import { List } from '@rollcall/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min, ValidateIf } from 'class-validator';
import { Fits } from '../branding/rules/rules';

const WhenOffered = (): PropertyDecorator =>
  ValidateIf(({ OIDC_ISSUER }: ConsoleConfig) => OIDC_ISSUER !== undefined);

/** The settings of the console and of sign-in; npm run docs lists them in docs/running.md. */
export class ConsoleConfig {
  /**
   * `name:secret`, comma separated, for digests of links and sessions: the first signs, all
   * verify. Without it derived from OPERATOR_KEYS: links and sessions then end with the operator
   * key.
   */
  @IsOptional()
  @List()
  @Matches(/^[A-Za-z0-9_-]{1,32}:.{16,}$/, {
    each: true,
    message:
      'CONSOLE_PEPPERS must be name:secret, comma separated, each secret 16 characters or more',
  })
  CONSOLE_PEPPERS?: string[];
  /** The longest duration of a console session. */
  @Type(() => Number) @IsInt() @Min(60) @Max(604_800) SESSION_SECONDS = 43_200;
  /** How long a console session may be unused. */
  @Type(() => Number) @IsInt() @Min(60) @Max(604_800) SESSION_IDLE_SECONDS = 7_200;
  /**
   * Wrong keys, links and sign-ins of one source in a minute; fifty times as many of all sources.
   * 429 beyond.
   */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) SIGN_IN_ATTEMPTS_LIMIT = 10;
  /** Requests a minute under `/admin/v1` of one console session; 429 beyond. */
  @Type(() => Number) @IsInt() @Min(10) @Max(1_000_000) ADMIN_SESSION_LIMIT = 600;
  /** The same of all sessions of a tenant together. */
  @Type(() => Number) @IsInt() @Min(10) @Max(1_000_000) ADMIN_TENANT_LIMIT = 3_000;
  /** The same of one operator key. */
  @Type(() => Number) @IsInt() @Min(10) @Max(1_000_000) ADMIN_OPERATOR_LIMIT = 6_000;
  /** The folder of the built console; by default the one next to this application. */
  @IsOptional() @IsString() CONSOLE_DIR?: string;

  /** The name of your product in the console; tenants may have their own. */
  @IsOptional() @Fits('name') BRAND_NAME?: string;
  /** A PNG or SVG as data URL. */
  @IsOptional() @Fits('logo') BRAND_LOGO?: string;
  /** The colour of buttons and links, `#rrggbb`, readable on the light theme. */
  @IsOptional() @Fits('accent') BRAND_ACCENT?: string;
  /** Who helps: a mail address, or one that begins with https://. */
  @IsOptional() @Fits('support') BRAND_SUPPORT?: string;
  /** Where a link leads from the console back to your product. */
  @IsOptional() @Fits('address') BRAND_RETURN_URL?: string;

  /** The issuer for sign-in with OpenID Connect; without it, sign-in is off. */
  @IsOptional()
  @Matches(/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/, {
    message: 'OIDC_ISSUER must begin with https:// (http:// on this machine only)',
  })
  OIDC_ISSUER?: string;
  /** The id of the client. */
  @WhenOffered()
  @IsString({ message: 'OIDC_CLIENT_ID must be given with OIDC_ISSUER' })
  OIDC_CLIENT_ID?: string;
  /** Its secret. */
  @WhenOffered()
  @IsString({ message: 'OIDC_CLIENT_SECRET must be given with OIDC_ISSUER' })
  OIDC_CLIENT_SECRET?: string;
  /** The scopes to request. */
  @IsString() OIDC_SCOPES = 'openid profile email';
  /** The text of the sign-in button. */
  @IsString() OIDC_LABEL = 'Single sign-on';
  /** The claim that names the tenant. */
  @IsString() OIDC_TENANT_CLAIM = 'rollcall_tenant';
  /** The claim that names the role. */
  @IsString() OIDC_ROLE_CLAIM = 'rollcall_role';
  /**
   * `value=role`, comma separated: which value of the role claim gives which role. No value makes
   * an operator unless you map one (`staff=operator`); map one that users cannot give themselves.
   */
  @List()
  @Matches(/^[^=]+=(operator|administrator|viewer)$/, {
    each: true,
    message:
      'OIDC_ROLES must be value=operator, value=administrator or value=viewer, comma separated',
  })
  OIDC_ROLES: string[] = ['administrator=administrator', 'viewer=viewer'];
}
