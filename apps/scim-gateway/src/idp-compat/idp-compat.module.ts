import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { Dialects } from './dialects';
import { QuirkLedger } from './quirk-ledger';
import { QuirksController } from './quirks.controller';

@Module({
  imports: [EventLogModule],
  controllers: [QuirksController],
  providers: [Dialects, QuirkLedger],
  exports: [Dialects, QuirkLedger],
})
export class IdpCompatModule {}
