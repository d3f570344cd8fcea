import type { Connection, Status } from '../../api/views';
import { healthOf, type Health } from '../status/health';

export type Contact = 'waiting' | 'good' | 'until-save' | 'off' | 'refused';

const OF_HEALTH: Readonly<Partial<Record<Health, Contact>>> = {
  'not-set-up': 'until-save',
  off: 'off',
  'all-refused': 'refused',
  'no-credential': 'refused',
};

/** Whether the provider has sent requests, and whether they were accepted. */
export const contactOf = (
  { firstRequestAt }: Pick<Connection, 'firstRequestAt'>,
  status: Status | undefined,
  now: number,
): Contact => {
  const health = status && healthOf(status, now);
  if (firstRequestAt === null && !(health === 'all-refused')) return 'waiting';
  return (health && OF_HEALTH[health]) ?? 'good';
};
