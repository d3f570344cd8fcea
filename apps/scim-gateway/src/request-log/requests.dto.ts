import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IfGiven, IsInstant } from '../admin-kit/validators';

export class RequestsQueryDto {
  @IfGiven() @Matches(/^[0-9a-z]{7,9}-[0-9a-z]{1,6}$/) after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(200) count = 50;
  /** One status, or a class of them: `404`, `4xx`. */
  @IfGiven() @Matches(/^[1-5](?:xx|\d\d)$/) status?: string;
  @IfGiven() @IsIn(['accepted', 'refused']) outcome?: 'accepted' | 'refused';
  /** The id of a user or a group, or a userName, or a part of a user's names. */
  @IfGiven() @IsString() @MaxLength(1_000) user?: string;
  /** Of the events that it led to. */
  @IfGiven() @IsString() @MaxLength(200) correlationId?: string;
  @IfGiven() @IsInstant() since?: string;
  @IfGiven() @IsInstant() until?: string;
}

export class CaptureDto {
  /** 0 ends it. */
  @IsInt() @Min(0) @Max(60) minutes!: number;
}
