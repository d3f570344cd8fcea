import type { Schema } from '@rollcall/platform';
import { CheckpointEntity, UserEntity } from './entities';
import { Directory1764000000000 } from './migrations/1764000000000-directory';
import { Epoch1764300000000 } from './migrations/1764300000000-epoch';

export const schema: Schema = {
  entities: [UserEntity, CheckpointEntity],
  migrations: [Directory1764000000000, Epoch1764300000000],
};
