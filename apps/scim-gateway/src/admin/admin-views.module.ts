import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { Searches } from '../admin-kit/searches';
import { DatabaseModule } from '../database/database.module';
import { WATCH_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { Directory } from '../scim/listing/directory';
import { ListingModule } from '../scim/listing/listing.module';
import { DeletedUsers } from './deleted-users';
import { EventsController } from './events.controller';
import { GroupMembers } from './group-members';
import { GroupViewsController } from './group-views.controller';
import { ResourceViews } from './resource-views';
import { UserExport } from './user-export';
import { UserViewsController } from './user-views.controller';

@Module({
  imports: [DatabaseModule, EventLogModule, ListingModule],
  controllers: [EventsController, GroupViewsController, UserViewsController],
  providers: [
    ResourceViews,
    {
      provide: DeletedUsers,
      inject: [WATCH_POOL, Searches],
      useFactory: (pool: Pool, searches: Searches) => new DeletedUsers(pool, searches),
    },
    {
      provide: GroupMembers,
      inject: [WATCH_POOL, Searches],
      useFactory: (pool: Pool, searches: Searches) => new GroupMembers(pool, searches),
    },
    {
      provide: UserExport,
      inject: [Directory, DeletedUsers],
      useFactory: (directory: Directory, deleted: DeletedUsers) =>
        new UserExport(directory, deleted),
    },
  ],
  exports: [ResourceViews],
})
export class AdminViewsModule {}
