import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { KafkaModule } from '../kafka/kafka.module';
import { AuthModule } from '../scim/auth/auth.module';
import { TenancyModule } from '../tenancy/tenancy.module';
import { TokensModule } from '../tokens/tokens.module';
import { ConnectionController } from './connection.controller';
import { Connections } from './connections';
import { MangledTokens } from './mangled-tokens';
import { Tests } from './tests';

@Module({
  imports: [AuthModule, EventLogModule, KafkaModule, TenancyModule, TokensModule],
  controllers: [ConnectionController],
  providers: [Connections, MangledTokens, Tests],
  exports: [Connections, MangledTokens],
})
export class ConnectionTestModule {}
