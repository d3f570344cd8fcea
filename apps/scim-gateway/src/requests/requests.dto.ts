import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IfGiven, IsInstant } from '../admin/admin.dto';

export class RequestsQueryDto {
  @IfGiven() @Matches(/^[0-9a-z]{7,9}-[0-9a-z]{1,6}$/) after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(200) count = 50;
  @IfGiven() @Type(() => Number) @IsInt() @Min(100) @Max(599) status?: number;
  @IfGiven() @IsIn(['accepted', 'refused']) outcome?: 'accepted' | 'refused';
  /** The id of a user or a group, or a userName. */
  @IfGiven() @IsString() @MaxLength(1_000) user?: string;
  @IfGiven() @IsInstant() since?: string;
  @IfGiven() @IsInstant() until?: string;
}

export class CaptureDto {
  /** 0 ends it. */
  @IsInt() @Min(0) @Max(60) minutes!: number;
}
