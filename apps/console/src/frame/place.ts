import type { Session } from '../api/views';
import { forget, recall, remember } from './memory';

const NAME = 'place';

/** The page that was open when the session ended, for the next link that is opened in this browser. */
export const keepPlace = (path: string): void => remember(NAME, path);

export const forgetPlace = (): void => forget(NAME);

/** The kept place when `session` may see it; else undefined. */
export const placeFor = ({ role, tenantId }: Session, kept = recall(NAME)): string | undefined => {
  if (kept === undefined || !kept.startsWith('/tenants')) return undefined;
  if (role === 'operator') return kept;
  return kept.startsWith(`/tenants/${encodeURIComponent(tenantId ?? '')}/`) ? kept : undefined;
};
