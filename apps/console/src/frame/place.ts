import type { Session } from '../api/views';
import { forget, recall, remember } from './memory';

const NAME = 'place';

/** The page that was open when the session ended, for the next link that is opened in this browser. */
export const keepPlace = (path: string): void => remember(NAME, path);

export const forgetPlace = (): void => forget(NAME);

const OPERATORS = /^\/(?:tenants|subscriptions|webhooks)(?:[/?]|$)/;

/** The stored page, if `session` may see it. */
export const placeFor = ({ role, tenantId }: Session, kept = recall(NAME)): string | undefined => {
  if (kept === undefined) return undefined;
  if (role === 'operator') return OPERATORS.test(kept) ? kept : undefined;
  return kept.startsWith(`/tenants/${encodeURIComponent(tenantId ?? '')}/`) ? kept : undefined;
};
