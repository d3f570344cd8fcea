import type { Connection, Status } from '../../api/views';
import { healthOf, type Health } from '../status/health';

export type Heard = 'waiting' | 'good' | 'until-save' | 'off' | 'refused';

const OF_HEALTH: Readonly<Partial<Record<Health, Heard>>> = {
  'not-set-up': 'until-save',
  off: 'off',
  'all-refused': 'refused',
  'no-credential': 'refused',
};

/** Whether the provider has sent requests, and whether they were accepted. */
export const heardOf = (
  { firstRequestAt }: Pick<Connection, 'firstRequestAt'>,
  status: Status | undefined,
  now: number,
): Heard => {
  const health = status && healthOf(status, now);
  if (firstRequestAt === null && !(health === 'all-refused')) return 'waiting';
  return (health && OF_HEALTH[health]) ?? 'good';
};
