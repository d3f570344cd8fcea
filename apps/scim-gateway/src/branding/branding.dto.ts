import { IsOptional } from 'class-validator';
import { Fits } from './rules/rules';

/** What is not sent stays; null: as the installation has it. */
export class ChangeBrandingDto {
  @IsOptional() @Fits('name') name?: string | null;
  @IsOptional() @Fits('logo') logo?: string | null;
  @IsOptional() @Fits('accent') accent?: string | null;
  @IsOptional() @Fits('support') support?: string | null;
  @IsOptional() @Fits('address') returnUrl?: string | null;
}
