import { full, fullGroups } from './full';
import type { Profile } from './profile';
import { strict } from './strict';

/** The profiles by name. */
export const profiles: Readonly<Record<Profile['name'], Profile>> = { strict, full };

/** What a tenant's groups are, by the name of its profile; undefined: it has none. */
export const groupProfiles: Readonly<Record<Profile['name'], Profile | undefined>> = {
  strict: undefined,
  full: fullGroups,
};
