import { Module } from '@nestjs/common';
import { EventLogModule } from '../../event-log/event-log.module';
import { Beside } from './memberships';
import { ResourceAnswers } from './resource-answers';

@Module({
  imports: [EventLogModule],
  providers: [Beside, ResourceAnswers],
  exports: [Beside, ResourceAnswers],
})
export class MembershipsModule {}
