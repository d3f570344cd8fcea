import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module';
import { ServiceModule } from '../service/service.module';
import { Erasure } from './erasure';
import { EventWriter } from './event-writer';
import { Storing } from './storing';

/** From the topic into the feed. */
@Module({
  imports: [ServiceModule, DatabaseModule],
  providers: [EventWriter, Erasure, Storing],
  exports: [Storing],
})
export class StoringModule {}
