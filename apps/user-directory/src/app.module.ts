import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AccessController } from './access/access.controller';
import { MembershipsController } from './access/memberships.controller';
import { ProjectingController } from './projecting/projecting.controller';
import { ListsController } from './lists/lists.controller';

/** What services of the product ask: `/directory/v1`. */
@Module({})
export class DirectoryModule {
  static with(providers: Provider[]): DynamicModule {
    return {
      module: DirectoryModule,
      controllers: [AccessController, MembershipsController],
      providers,
    };
  }
}

/** What the gateway and operators ask, and what comes from Kafka. */
@Module({})
export class InternalModule {
  static with(providers: Provider[]): DynamicModule {
    return {
      module: InternalModule,
      controllers: [ListsController, ProjectingController],
      providers,
    };
  }
}
