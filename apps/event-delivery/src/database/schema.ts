import { Feed1796140000000 } from './migrations/1796140000000-feed';
import { Subscriptions1796150000000 } from './migrations/1796150000000-subscriptions';
import { Webhooks1796160000000 } from './migrations/1796160000000-webhooks';

/** Tables are made by migrations alone: no query goes through an entity. */
export const schema = {
  entities: [],
  migrations: [Feed1796140000000, Subscriptions1796150000000, Webhooks1796160000000],
};
