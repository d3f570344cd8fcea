import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { ListingModule } from '../scim/listing/listing.module';
import { DeletedUsers } from './deleted-users';
import { EventsController } from './events.controller';
import { GroupMembers } from './group-members';
import { GroupViewsController } from './group-views.controller';
import { ResourceViews } from './resource-views';
import { UserExport } from './user-export';
import { UserViewsController } from './user-views.controller';

@Module({
  imports: [EventLogModule, ListingModule],
  controllers: [EventsController, GroupViewsController, UserViewsController],
  providers: [DeletedUsers, GroupMembers, ResourceViews, UserExport],
  exports: [ResourceViews],
})
export class AdminViewsModule {}
