import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { EventLog } from '../event-log/port/event-log';
import { TenantCommands } from './tenant-commands';
import { TenantSettings } from './tenant-settings';

@Module({
  imports: [EventLogModule],
  providers: [
    TenantCommands,
    {
      provide: TenantSettings,
      inject: [EventLog],
      useFactory: (log: EventLog) => new TenantSettings(log),
    },
  ],
  exports: [TenantCommands, TenantSettings],
})
export class TenancyModule {}
