import { profiles, type Profile } from '@rollcall/protocol';
import type { Caller } from './caller';

/** The attributes that the caller's tenant accepts. */
export const profileOf = ({ tenant }: Caller): Profile => profiles[tenant.profile];
