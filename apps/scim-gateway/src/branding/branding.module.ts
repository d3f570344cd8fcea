import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module';
import { EventLogModule } from '../event-log/event-log.module';
import { BrandingController } from './branding.controller';
import { Branding } from './branding';

@Module({
  imports: [DatabaseModule, EventLogModule],
  controllers: [BrandingController],
  providers: [Branding],
  exports: [Branding],
})
export class BrandingModule {}
