import { IsInt, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IfGiven, IsInstant } from '../admin-kit/validators';
import { ConstraintsDto } from '../tokens/constraints.dto';

/** A secret of an OAuth client: 365 days unless it is said, at most three years. */
export class ClientSecretDto {
  @IfGiven() @IsString() @MaxLength(100) label?: string;
  @IfGiven() @IsInt() @Min(1) @Max(1_096) expiresInDays?: number;
  @IfGiven() @IsInstant() expiresAt?: string;
  @IfGiven() @ValidateNested() @Type(() => ConstraintsDto) constraints?: ConstraintsDto;
}
