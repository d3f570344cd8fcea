import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IfGiven } from '../admin-kit/validators';
import { TENANT_ID, TENANT_ID_TEXT } from '../tenancy/tenant-id';

export class RegisterTenantDto {
  @IfGiven() @IsString() @Matches(TENANT_ID, { message: TENANT_ID_TEXT }) id?: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name!: string;
  @IfGiven() @IsIn(['strict', 'full']) profile: 'strict' | 'full' = 'strict';
  @IfGiven() @IsIn(['enabled', 'disabled']) provisioning: 'enabled' | 'disabled' = 'enabled';
}

export class ChangeTenantDto {
  @IfGiven() @IsString() @IsNotEmpty() @MaxLength(200) name?: string;
  @IfGiven() @IsIn(['strict', 'full']) profile?: 'strict' | 'full';
  @IfGiven() @IsIn(['enabled', 'disabled']) provisioning?: 'enabled' | 'disabled';
  /** Requests a second; null: the gateway's own limit. */
  @IsOptional() @IsInt() @Min(25) @Max(100_000) rateLimit?: number | null;
  /** The INSTALLATION where the tenant was imported: here it is closed for good. */
  @IfGiven()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  @MaxLength(500)
  movedTo?: string;
}

export class TokensQueryDto {
  /** The `next` of the page before. */
  @IfGiven()
  @IsString()
  @Matches(/^\d{1,15}-[0-9A-Za-z]{16}$/, { message: 'cursor must be the next of the page before' })
  cursor?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(200) count = 100;
}

export class RedriveDto {
  @IfGiven() @IsBoolean() passOver = false;
}
