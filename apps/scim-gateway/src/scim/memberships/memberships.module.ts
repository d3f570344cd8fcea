import { Module } from '@nestjs/common';
import { EventLogModule } from '../../event-log/event-log.module';
import { MembershipAttributes } from './memberships';
import { ResourceAnswers } from './resource-answers';

@Module({
  imports: [EventLogModule],
  providers: [MembershipAttributes, ResourceAnswers],
  exports: [MembershipAttributes, ResourceAnswers],
})
export class MembershipsModule {}
