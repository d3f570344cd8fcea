import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IfGiven, IsInstant } from '../admin-kit/validators';

/** A secret of an OAuth client: 365 days unless it is said, at most three years. */
export class ClientSecretDto {
  @IfGiven() @IsString() @MaxLength(100) label?: string;
  @IfGiven() @IsInt() @Min(1) @Max(1_096) expiresInDays?: number;
  @IfGiven() @IsInstant() expiresAt?: string;
}
