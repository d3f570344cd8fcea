import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from '../admin/admin.dto';

export class RequestsQueryDto {
  @IfGiven() @Matches(/^[0-9a-z]{7,9}-[0-9a-z]{1,6}$/) after?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(200) count = 50;
  @IfGiven() @Type(() => Number) @IsInt() @Min(100) @Max(599) status?: number;
  @IfGiven() @IsIn(['accepted', 'refused']) outcome?: 'accepted' | 'refused';
  /** The id of a user or a group, or a userName. */
  @IfGiven() @IsString() @MaxLength(512) user?: string;
  @IfGiven() @IsISO8601() since?: string;
  @IfGiven() @IsISO8601() until?: string;
}

export class CaptureDto {
  /** 0 ends it. */
  @IsInt() @Min(0) @Max(60) minutes!: number;
}
