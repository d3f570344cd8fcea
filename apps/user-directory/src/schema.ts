import type { Schema } from '@rollcall/platform';
import { CheckpointEntity, UserEntity } from './entities';
import { Directory1764000000000 } from './migrations/1764000000000-directory';
import { KeptLists1764250000000 } from './migrations/1764250000000-kept-lists';

export const schema: Schema = {
  entities: [UserEntity, CheckpointEntity],
  migrations: [Directory1764000000000, KeptLists1764250000000],
};
