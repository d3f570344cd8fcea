import { flag, list, object, text, type TypeOf } from './shapes';

/**
 * What a credential is restricted to. Without networks it is good from everywhere; `readOnly` allows
 * GET and POST /.search alone; `usersOnly` allows no group.
 */
export const constraints = object({
  /** CIDR, version 4 or 6, without bits behind the prefix. */
  networks: list(text),
  readOnly: flag,
  usersOnly: flag,
});
export type Constraints = TypeOf<typeof constraints>;

export const MOST_NETWORKS = 10;

/** The constraints of a credential that has none. */
export const UNRESTRICTED: Constraints = { networks: [], readOnly: false, usersOnly: false };
