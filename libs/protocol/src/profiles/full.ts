import { enterpriseUserSchema } from '../schemas/enterprise-user';
import { groupSchema } from '../schemas/group';
import { userSchema } from '../schemas/user';
import { profile, type Profile } from './profile';

/** Core User and Enterprise User of RFC 7643; groups have a profile of their own. */
export const full: Profile = profile('full', userSchema, [enterpriseUserSchema], false);

/** Groups as tenants of the full profile have them. */
export const fullGroups: Profile = profile('full', groupSchema, [], false);
