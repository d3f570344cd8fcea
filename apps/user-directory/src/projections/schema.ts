import { CheckpointEntity, SnapshotEntity } from '../database/entities';
import { Directory1764000000000 } from '../database/migrations/1764000000000-directory';
import { KeptLists1764250000000 } from '../database/migrations/1764250000000-kept-lists';
import { Groups1764300000000 } from '../database/migrations/1764300000000-groups';
import { Epoch1764350000000 } from '../database/migrations/1764350000000-epoch';
import { Erasing1796020000000 } from '../database/migrations/1796020000000-erasing';
import { Statistics1796051000000 } from '../database/migrations/1796051000000-statistics';
import { Moved1796120000000 } from '../database/migrations/1796120000000-moved';
import { TenantFacts1796130000000 } from '../database/migrations/1796130000000-tenant-facts';
import { projections } from './projections';

/** All tables of the directory; TypeORM runs migrations in the order of their times. */
export const schema = {
  entities: [CheckpointEntity, SnapshotEntity, ...projections.flatMap((one) => one.entities)],
  migrations: [
    Directory1764000000000,
    KeptLists1764250000000,
    Groups1764300000000,
    Epoch1764350000000,
    Erasing1796020000000,
    Statistics1796051000000,
    Moved1796120000000,
    TenantFacts1796130000000,
    ...projections.flatMap((one) => one.migrations),
  ],
};
