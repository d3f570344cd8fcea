import { IsString, MaxLength } from 'class-validator';
import { IfGiven } from '../admin-kit/validators';

export class NamesQueryDto {
  /** `next` of the page before. */
  @IfGiven() @IsString() @MaxLength(10_000) after?: string;
}
