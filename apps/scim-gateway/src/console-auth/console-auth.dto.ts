import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IfGiven } from '../admin-kit/validators';

const PRINTABLE = /^[^\p{C}\u2028\u2029]*$/u;

export class IssueLinkDto {
  @IfGiven() @IsInt() @Min(1) @Max(168) expiresInHours = 24;
  @IfGiven() @IsIn(['administrator', 'viewer']) role: 'administrator' | 'viewer' = 'administrator';
  @IfGiven()
  @IsString()
  @MaxLength(100)
  @Matches(PRINTABLE, { message: 'label must not contain control characters' })
  label = '';
}

export class OpenSessionDto {
  /** The secret of a set-up link: the part after `#`. */
  @IsString() @MaxLength(200) link!: string;
}
