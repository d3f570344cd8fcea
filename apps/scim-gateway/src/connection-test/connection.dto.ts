import { PROVIDERS, type Provider } from '@rollcall/contracts';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven } from '../admin-kit/validators';

export class ExpiryDto {
  @IfGiven() @IsInt() @Min(1) @Max(1_096) days?: number;
  @IfGiven()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'date must be like 2026-12-31' })
  date?: string;
}

/** Each may be null: not chosen yet (also `expiry`, whose class the document reads). */
export class ConnectionDto {
  @IsOptional() @IsIn(PROVIDERS) provider?: Provider | null;
  @IsOptional() @ValidateNested() @Type(() => ExpiryDto) expiry?: ExpiryDto;
  @IsOptional() @IsString() @Matches(/^[0-9A-Za-z]{16}$/) tokenId?: string | null;
}

/** A token, or an OAuth client with one of its secrets or an assertion that was signed for it. */
export class TestDto {
  @IfGiven() @IsString() @MaxLength(512) token?: string;
  @IfGiven() @IsString() @MaxLength(100) clientId?: string;
  @IfGiven() @IsString() @MaxLength(512) clientSecret?: string;
  @IfGiven() @IsString() @MaxLength(8_192) clientAssertion?: string;
}
