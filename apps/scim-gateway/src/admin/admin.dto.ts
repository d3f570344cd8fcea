import {
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const TENANT_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TENANT_ID_TEXT =
  'id must be 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit';

export class RegisterTenantDto {
  @IsOptional() @IsString() @Matches(TENANT_ID, { message: TENANT_ID_TEXT }) id?: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name!: string;
  @IsOptional() @IsIn(['strict', 'full']) profile: 'strict' | 'full' = 'strict';
  @IsOptional() @IsIn(['enabled', 'disabled']) provisioning: 'enabled' | 'disabled' = 'enabled';
}

export class ChangeTenantDto {
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) name?: string;
  @IsOptional() @IsIn(['strict', 'full']) profile?: 'strict' | 'full';
  @IsOptional() @IsIn(['enabled', 'disabled']) provisioning?: 'enabled' | 'disabled';
  /** Requests a second. */
  @IsOptional() @IsInt() @Min(25) @Max(100_000) rateLimit?: number;
}

export class IssueTokenDto {
  @IsOptional() @IsString() @MaxLength(100) label?: string;
  @IsOptional() @IsInt() @Min(1) @Max(400) expiresInDays?: number;
  @IsOptional() @IsISO8601() expiresAt?: string;
}
