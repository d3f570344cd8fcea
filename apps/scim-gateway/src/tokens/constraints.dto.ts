import { MOST_NETWORKS } from '@rollcall/contracts';
import { ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { IfGiven } from '../admin-kit/validators';

/** What a new credential is restricted to. The token service reads the networks. */
export class ConstraintsDto {
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_NETWORKS)
  @IsString({ each: true })
  @MaxLength(49, { each: true })
  networks?: string[];
  /** GET and POST /.search alone. */
  @IfGiven() @IsBoolean() readOnly?: boolean;
  @IfGiven() @IsBoolean() usersOnly?: boolean;
}
