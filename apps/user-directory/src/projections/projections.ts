import { counts } from '../counts/counts.projection';
import { groups } from '../groups/group.projection';
import type { Projection } from '../projecting/projection';
import { users } from '../users/user.projection';

/** What the directory makes of the topic; each event goes through them in this order. */
export const projections: readonly Projection[] = [users, groups, counts];

/** Tables of which Postgres keeps samples that say words of people. */
export const SAMPLED: readonly string[] = projections.flatMap(({ tables }) =>
  tables.filter(({ sampled }) => sampled).map(({ name }) => name),
);
