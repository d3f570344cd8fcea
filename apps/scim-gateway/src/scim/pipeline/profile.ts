import { groupProfiles, profiles, ScimError, type Profile } from '@rollcall/protocol';
import type { Reading } from '../../event-log/resources/resources';
import { refuseGroups } from './restrictions';
import type { Caller } from './caller';

/** The attributes of users that the caller's tenant accepts. */
export const profileOf = ({ tenant }: Caller): Profile => profiles[tenant.profile];

/** The URNs, in lower case, of the schemas that the caller's tenant has. */
export const schemasOf = (caller: Caller): ReadonlySet<string> => {
  const { core, byUrn } = profileOf(caller);
  const groups = groupProfiles[caller.tenant.profile];
  return new Set([
    core.id.toLowerCase(),
    ...byUrn.keys(),
    ...(groups ? [groups.core.id.toLowerCase()] : []),
  ]);
};
/** Those of groups; throws 403 for a credential without them, 404 for a tenant that has none. */
export const groupProfileOf = ({ tenant, restrictions }: Caller): Profile => {
  refuseGroups(restrictions);
  const profile = groupProfiles[tenant.profile];
  if (!profile)
    throw new ScimError(
      404,
      `There are no groups in this organisation: its profile is "${tenant.profile}". Switch group provisioning off in the identity provider, or choose the full profile.`,
      undefined,
      { code: 'groups-not-offered' },
    );
  return profile;
};

/** Those of the resource at hand. */
export const resourceProfileOf = (
  caller: Caller,
  { subject }: Pick<Reading, 'subject'>,
): Profile => (subject.startsWith('groups/') ? groupProfileOf(caller) : profileOf(caller));
