import { Module } from '@nestjs/common';
import { EventLogModule } from '../../event-log/event-log.module';
import { ListingModule } from '../listing/listing.module';
import { MembershipsModule } from '../memberships/memberships.module';
import { GroupCommands } from './group-commands';
import { GroupQuestions } from './group-questions';
import { GroupResources } from './group-resources';
import { GroupsController } from './groups.controller';

@Module({
  imports: [EventLogModule, ListingModule, MembershipsModule],
  controllers: [GroupsController],
  providers: [GroupCommands, GroupQuestions, GroupResources],
  exports: [GroupCommands, GroupResources],
})
export class GroupsModule {}
