import type { Schema } from '@rollcall/platform';
import {
  ClaimEntity,
  EventEntity,
  MembershipEntity,
  RelayedEntity,
  StreamEntity,
  TenantEntity,
} from './entities';
import { Log1764000000000 } from './migrations/1764000000000-log';
import { Dialects1764100000000 } from './migrations/1764100000000-dialects';
import { Memberships1764200000000 } from './migrations/1764200000000-memberships';

/** The log's tables, and the steps that led to them. */
export const schema: Schema = {
  entities: [TenantEntity, EventEntity, StreamEntity, ClaimEntity, MembershipEntity, RelayedEntity],
  migrations: [Log1764000000000, Dialects1764100000000, Memberships1764200000000],
};
