import { full } from './full';
import type { Profile } from './profile';
import { strict } from './strict';

/** The profiles by name. */
export const profiles: Readonly<Record<Profile['name'], Profile>> = { strict, full };
