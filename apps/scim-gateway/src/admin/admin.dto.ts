import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  isISO8601,
} from 'class-validator';

/** May be left out; null is a value like another, and a wrong one. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A date or a moment as a Date reads it: ISO 8601 also knows weeks, and days of the year. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value) => isISO8601(value) && !Number.isNaN(Date.parse(value as string)),
      defaultMessage: () => '$property must be a date or a date and time of ISO 8601',
    },
  });

const TENANT_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a text can be the id of a tenant at all; what cannot never reaches the log. */
export const isTenantId = (text: string): boolean => TENANT_ID.test(text);

const TENANT_ID_TEXT =
  'id must be 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit';

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
}

export class IssueTokenDto {
  @IfGiven() @IsString() @MaxLength(100) label?: string;
  @IfGiven() @IsInt() @Min(1) @Max(400) expiresInDays?: number;
  @IfGiven() @IsInstant() expiresAt?: string;
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

const CURSOR = /^[A-Za-z0-9_-]{1,200}$/;

/** Which part of a list: `after` is the `next` of the page before. */
export class PageDto {
  @IfGiven()
  @IsString()
  @Matches(CURSOR, { message: 'after must be the next of the page before' })
  after?: string;
  @IfGiven() @Type(() => Number) @IsInt() @Min(1) @Max(500) count = 100;
}
