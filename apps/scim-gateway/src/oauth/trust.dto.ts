import { TRUST_METHODS } from '@rollcall/contracts';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven } from '../admin-kit/validators';
import { ConstraintsDto } from '../tokens/constraints.dto';

/** A trust; which members a method needs, and what they may be, the token service says. */
export class TrustDto {
  @IsIn(TRUST_METHODS) method!: (typeof TRUST_METHODS)[number];
  /** Of a client that exists; a new one without it. */
  @IfGiven() @IsString() @MaxLength(100) clientId?: string;
  @IfGiven() @IsString() @MaxLength(100) label?: string;
  @IfGiven() @IsString() @MaxLength(500) issuer?: string;
  @IfGiven() @IsString() @MaxLength(500) jwksUri?: string;
  @IfGiven() @IsString() @MaxLength(500) subject?: string;
  @IfGiven()
  @IsArray()
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  audiences?: string[];
  @IfGiven() @IsString() @MaxLength(500) authorizedParty?: string;
  @IfGiven() @IsString() @MaxLength(500) directoryId?: string;
  @IfGiven() @IsArray() @IsObject({ each: true }) keys?: object[];
  @IfGiven() @ValidateNested() @Type(() => ConstraintsDto) constraints?: ConstraintsDto;
}

/** Microsoft Entra accepts access tokens of 60 to 360 minutes. */
export class AccessTokenDto {
  @IsInt() @Min(60) @Max(360) lifetimeMinutes!: number;
}
