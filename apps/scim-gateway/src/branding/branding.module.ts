import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { BrandingController } from './branding.controller';
import { Branding } from './branding';

@Module({
  imports: [EventLogModule],
  controllers: [BrandingController],
  providers: [Branding],
  exports: [Branding],
})
export class BrandingModule {}
