import { Module } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { WATCH_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { LOGGER } from '../runtime/tokens';
import { GroupCommands } from '../scim/groups/group-commands';
import { GroupsModule } from '../scim/groups/groups.module';
import { UserCommands } from '../scim/users/user-commands';
import { UsersModule } from '../scim/users/users.module';
import { NameCollisions } from './name-collisions';
import { NamesController } from './names.controller';
import { Refolding } from './refolding';

@Module({
  imports: [EventLogModule, GroupsModule, UsersModule],
  controllers: [NamesController],
  providers: [
    NameCollisions,
    {
      provide: Refolding,
      inject: [WATCH_POOL, UserCommands, GroupCommands, LOGGER],
      useFactory: (pool: Pool, users: UserCommands, groups: GroupCommands, logger: Logger) =>
        new Refolding(
          pool,
          {
            userName: (tenantId, subject) => users.refold(tenantId, subject),
            groupName: (tenantId, subject) => groups.refold(tenantId, subject),
          },
          logger,
        ),
    },
  ],
})
export class NameFoldingModule {}
