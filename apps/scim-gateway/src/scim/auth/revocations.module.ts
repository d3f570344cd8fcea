import { Global, Module } from '@nestjs/common';
import { KafkaModule } from '../../kafka/kafka.module';
import { AuthModule } from './auth.module';
import { Revocations } from './revocations';

/** Global, since Nest stops global modules last: it waits for no broker before the rest is written. */
@Global()
@Module({
  imports: [AuthModule, KafkaModule],
  providers: [Revocations],
})
export class RevocationsModule {}
