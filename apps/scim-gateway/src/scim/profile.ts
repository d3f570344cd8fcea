import { profiles, type Profile } from '@rollcall/protocol';
import type { Caller } from './caller';

/** The attributes that the caller's tenant accepts. */
export const profileOf = ({ tenant }: Caller): Profile => profiles[tenant.profile];

/** The URNs, in lower case, of the schemas that the caller's tenant has. */
export const schemasOf = (caller: Caller): ReadonlySet<string> => {
  const { core, byUrn } = profileOf(caller);
  return new Set([core.id.toLowerCase(), ...byUrn.keys()]);
};
