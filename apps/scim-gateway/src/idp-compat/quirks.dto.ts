import { quirks } from '@rollcall/protocol';
import { IsArray, IsIn } from 'class-validator';
import { IfGiven } from '../admin-kit/validators';

const NAMES = quirks.map(({ name }) => name);

export class ChangeDialectDto {
  @IfGiven() @IsIn(['tolerant', 'interop']) strictness?: 'tolerant' | 'interop';
  /** Names of quirks to switch on and off; what is not named stays. */
  @IfGiven() @IsArray() @IsIn(NAMES, { each: true }) on?: string[];
  @IfGiven() @IsArray() @IsIn(NAMES, { each: true }) off?: string[];
}
