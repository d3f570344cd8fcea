import type { AttributePath } from '../path';
import { ENTERPRISE_URN } from '../schemas/enterprise-user';

/**
 * The path with its URN, where it names what a profile has under that alone: RFC 7644 §3.10 wants
 * the URN of an extension, and Entra asks for `manager` without it. A filter is no body: this is for every tenant.
 */
export const qualified = (
  path: AttributePath,
  knows: (path: AttributePath) => boolean,
): AttributePath => {
  if (path.schema !== undefined || path.attribute.toLowerCase() !== 'manager') return path;
  const full = { ...path, schema: ENTERPRISE_URN };
  return !knows(path) && knows(full) ? full : path;
};
