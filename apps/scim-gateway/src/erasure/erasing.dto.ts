import { IsString, MaxLength } from 'class-validator';

export class EraseUserDto {
  /** The id that SCIM assigned; a name would find its present owner. */
  @IsString() @MaxLength(100) user!: string;
}
