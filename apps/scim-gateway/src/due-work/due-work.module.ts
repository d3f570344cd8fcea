import { Module } from '@nestjs/common';
import { RequestLogModule } from '../request-log/request-log.module';
import { TokenExpiryNoticesModule } from '../token-expiry-notices/token-expiry-notices.module';
import { TokensModule } from '../tokens/tokens.module';
import { DueWork } from './due-work';

@Module({
  imports: [RequestLogModule, TokenExpiryNoticesModule, TokensModule],
  providers: [DueWork],
})
export class DueWorkModule {}
