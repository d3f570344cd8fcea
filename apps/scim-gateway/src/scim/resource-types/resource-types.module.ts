import { Module } from '@nestjs/common';
import { GroupResources } from '../groups/group-resources';
import { GroupsModule } from '../groups/groups.module';
import { ResourceTypes } from '../pipeline/resource-type';
import { UserResources } from '../users/user-resources';
import { UsersModule } from '../users/users.module';

@Module({
  imports: [UsersModule, GroupsModule],
  providers: [
    {
      provide: ResourceTypes,
      inject: [UserResources, GroupResources],
      useFactory: (users: UserResources, groups: GroupResources) =>
        new ResourceTypes([users, groups]),
    },
  ],
  exports: [ResourceTypes],
})
export class ResourceTypesModule {}
