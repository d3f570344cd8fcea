import { IsString, IsUrl, Matches, MaxLength, MinLength } from 'class-validator';
import { IfGiven } from '../admin-kit/validators';

const URL_RULE = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export class WebhookDto {
  @IsUrl(URL_RULE) @MaxLength(500) url!: string;
  /** Signs what is sent; made for you when left out. */
  @IfGiven() @IsString() @MinLength(16) @MaxLength(200) @Matches(/^[\x21-\x7e]+$/) secret?: string;
}
