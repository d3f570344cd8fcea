import type { Schema } from '@rollcall/platform';
import { ConsoleSessionEntity, IdempotencyKeyEntity, SetUpLinkEntity } from '../ways/entities';
import { ClaimEntity, EventEntity, RelayedEntity, StreamEntity, TenantEntity } from './entities';
import { Log1764000000000 } from './migrations/1764000000000-log';
import { Dialects1764100000000 } from './migrations/1764100000000-dialects';
import { Ways1764200000000 } from './migrations/1764200000000-ways';
import { Watch1764250000000 } from './migrations/1764250000000-watch';

/** The log's tables, and the steps that led to them. */
export const schema: Schema = {
  entities: [
    ...[TenantEntity, EventEntity, StreamEntity, ClaimEntity, RelayedEntity],
    ...[SetUpLinkEntity, ConsoleSessionEntity, IdempotencyKeyEntity],
  ],
  migrations: [Log1764000000000, Dialects1764100000000, Ways1764200000000, Watch1764250000000],
};
