import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
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
export class StoringModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly storing: Storing) {}

  onApplicationBootstrap(): void {
    this.storing.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.storing.stop();
  }
}
