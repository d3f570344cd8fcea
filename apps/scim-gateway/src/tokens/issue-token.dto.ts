import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IfGiven, IsInstant } from '../admin-kit/validators';

export class IssueTokenDto {
  @IfGiven() @IsString() @MaxLength(100) label?: string;
  @IfGiven() @IsInt() @Min(1) @Max(400) expiresInDays?: number;
  @IfGiven() @IsInstant() expiresAt?: string;
}
