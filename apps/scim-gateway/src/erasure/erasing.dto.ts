import { IsString, MaxLength } from 'class-validator';

export class EraseUserDto {
  /** The id that SCIM gave; a name would find whoever has it now. */
  @IsString() @MaxLength(100) user!: string;
}
