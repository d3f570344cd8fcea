import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from './admin.dto';

export class ResourcesQueryDto {
  /** A part of a name or an address, or a whole externalId. */
  @IfGiven() @IsString() @MaxLength(200) search?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(2_000_000_000) startIndex = 1;
  @Type(() => Number) @IsInt() @Min(0) @Max(200) count = 50;
}

export class EventsQueryDto {
  @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) from = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(500) count = 100;
}
