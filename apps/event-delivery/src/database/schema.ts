import { EventEntity, FeedEntity, TenantEntity } from './entities';
import { Feed1796140000000 } from './migrations/1796140000000-feed';

/** All tables of the feed; TypeORM runs migrations in the order of their times. */
export const schema = {
  entities: [FeedEntity, TenantEntity, EventEntity],
  migrations: [Feed1796140000000],
};
