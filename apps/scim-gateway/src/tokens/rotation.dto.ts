import { IsBoolean, Matches } from 'class-validator';
import { IfGiven, IsInstant } from '../admin-kit/validators';
import { IssueTokenDto } from './issue-token.dto';

export class StartRotationDto extends IssueTokenDto {
  /** The token that shall go. */
  @Matches(/^[0-9A-Za-z]{16}$/) tokenId!: string;
  /** When the old token is revoked, whatever still uses it; left out: by hand alone. */
  @IfGiven() @IsInstant() overlapUntil?: string;
}

export class FinishRotationDto {
  /** Also when the old token is still used, or the new one was not seen. */
  @IfGiven() @IsBoolean() anyway?: boolean;
}
