import { Module } from '@nestjs/common';
import { EventLogModule } from '../../event-log/event-log.module';
import { ListingModule } from '../listing/listing.module';
import { MembershipsModule } from '../memberships/memberships.module';
import { UserCommands } from './user-commands';
import { UserQuestions } from './user-questions';
import { UserResources } from './user-resources';
import { UsersController } from './users.controller';

@Module({
  imports: [EventLogModule, ListingModule, MembershipsModule],
  controllers: [UsersController],
  providers: [UserCommands, UserQuestions, UserResources],
  exports: [UserCommands, UserResources],
})
export class UsersModule {}
