import { IsInt, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IfGiven, IsInstant } from '../admin-kit/validators';
import { ConstraintsDto } from './constraints.dto';

export class IssueTokenDto {
  @IfGiven() @IsString() @MaxLength(100) label?: string;
  @IfGiven() @IsInt() @Min(1) @Max(400) expiresInDays?: number;
  @IfGiven() @IsInstant() expiresAt?: string;
  @IfGiven() @ValidateNested() @Type(() => ConstraintsDto) constraints?: ConstraintsDto;
}
