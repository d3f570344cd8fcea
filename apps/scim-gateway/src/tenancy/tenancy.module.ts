import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { TenantCommands } from './tenant-commands';
import { TenantSettings } from './tenant-settings';

@Module({
  imports: [EventLogModule],
  providers: [TenantCommands, TenantSettings],
  exports: [TenantCommands, TenantSettings],
})
export class TenancyModule {}
