import { GROUP_URN } from '../schemas/group';
import { USER_URN } from '../schemas/user';

/** The schema of the resources below an address. */
export const schemaAt = (path: string | undefined): string =>
  path?.includes('/Groups') ? GROUP_URN : USER_URN;
