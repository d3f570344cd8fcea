import { Transform } from 'class-transformer';
import { IsOptional, IsString, Matches, ValidateIf } from 'class-validator';

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value;

const WhenOffered = (): PropertyDecorator =>
  ValidateIf(({ OIDC_ISSUER }: OidcConfig) => OIDC_ISSUER !== undefined);

/** Sign-in with OpenID Connect: off without an issuer. */
export class OidcConfig {
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
  /** `value=role` each: which value of the role claim, or member of it, gives which role. */
  @Transform(list)
  @Matches(/^[^=]+=(operator|administrator|viewer)$/, {
    each: true,
    message:
      'OIDC_ROLES must be value=operator, value=administrator or value=viewer, comma separated',
  })
  OIDC_ROLES: string[] = ['operator=operator', 'administrator=administrator', 'viewer=viewer'];
}
