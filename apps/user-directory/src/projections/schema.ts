import type { Schema } from '@rollcall/platform';
import { CheckpointEntity, GroupEntity, MembershipEntity, UserEntity } from '../database/entities';
import { Directory1764000000000 } from '../database/migrations/1764000000000-directory';
import { KeptLists1764250000000 } from '../database/migrations/1764250000000-kept-lists';
import { Groups1764300000000 } from '../database/migrations/1764300000000-groups';
import { Epoch1764350000000 } from '../database/migrations/1764350000000-epoch';
import { Erasing1796020000000 } from '../database/migrations/1796020000000-erasing';
import { Statistics1796051000000 } from '../database/migrations/1796051000000-statistics';

export const schema: Schema = {
  entities: [UserEntity, GroupEntity, MembershipEntity, CheckpointEntity],
  migrations: [
    Directory1764000000000,
    KeptLists1764250000000,
    Groups1764300000000,
    Epoch1764350000000,
    Erasing1796020000000,
    Statistics1796051000000,
  ],
};
