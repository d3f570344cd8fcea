import { counts } from '../counts/counts.projection';
import { groups } from '../groups/group.projection';
import type { Projection } from '../projecting/projection';
import { users } from '../users/user.projection';

/** The directory's projections; each event passes through them in this order. */
export const projections: readonly Projection[] = [users, groups, counts];

/** Tables whose samples in Postgres contain personal texts. */
export const SAMPLED: readonly string[] = projections.flatMap(({ tables }) =>
  tables.filter(({ sampled }) => sampled).map(({ name }) => name),
);
