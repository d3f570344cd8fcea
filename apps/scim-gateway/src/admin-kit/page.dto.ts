import { Type } from 'class-transformer';
import { IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { IfGiven } from './validators';

const CURSOR = /^[A-Za-z0-9_-]{1,200}$/;

/** The part of a list to return: `after` is the `next` of the page before. */
export class PageDto {
  @IfGiven()
  @IsString()
  @Matches(CURSOR, { message: 'after must be the next of the page before' })
  after?: string;
  @IfGiven() @Type(() => Number) @IsInt() @Min(1) @Max(500) count = 100;
}
