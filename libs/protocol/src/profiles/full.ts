import { enterpriseUserSchema } from '../schemas/enterprise-user';
import { userSchema } from '../schemas/user';
import { profile, type Profile } from './profile';

/** Core User and Enterprise User of RFC 7643. */
export const full: Profile = profile('full', userSchema, [enterpriseUserSchema], false);
