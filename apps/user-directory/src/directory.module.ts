import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AccessController } from './access/access.controller';
import { MembershipsController } from './access/memberships.controller';
import { ProjectingController } from './projecting/projecting.controller';
import { ListsController } from './users/lists.controller';

@Module({})
export class DirectoryModule {
  static with(providers: Provider[]): DynamicModule {
    return {
      module: DirectoryModule,
      controllers: [AccessController, MembershipsController, ListsController, ProjectingController],
      providers,
    };
  }
}
