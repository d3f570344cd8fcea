import type { Cause, Connection, Status } from '../../api/views';
import type { Tone } from '../../parts/notice';
import { causesOf, healthOf } from './health';

/** One thing to do: its text is `todo.<kind>`, its screen a path below the tenant. */
export interface ToDo {
  readonly kind: string;
  readonly tone: Tone;
  readonly to: string;
  readonly count?: number;
  readonly cause?: Cause;
}

interface Known {
  readonly status: Status;
  readonly mangled: Connection['mangled'] | undefined;
  readonly now: number;
}

/** So many are shown: who reads more of them does none. */
export const MOST = 3;
/** The console warns of a token that ends from here on. */
const WARNED_DAYS = 30;
const URGENT_DAYS = 7;

const REFUSED = '/requests?outcome=refused';
const health = ({ status, now }: Known): string => healthOf(status, now);

/** From the most urgent on. */
const RULES: readonly ((known: Known) => ToDo | false | null | undefined)[] = [
  (known) => health(known) === 'off' && { kind: 'off', tone: 'bad', to: '/settings' },
  (known) =>
    known.status.credential === null && { kind: 'no-credential', tone: 'bad', to: '/tokens' },
  (known) => {
    const [cause] = causesOf(known.status);
    return (
      cause &&
      health(known) === 'all-refused' && {
        kind: 'all-refused',
        tone: 'bad',
        to: logOf(cause),
        cause,
      }
    );
  },
  ({ status: { switchOffs: count } }) =>
    count > 0 && { kind: 'switch-offs', tone: 'bad', to: REFUSED, count },
  ({ mangled }) =>
    mangled && { kind: 'mangled', tone: 'bad', to: '/settings', count: mangled.count },
  (known) => health(known) === 'silent' && { kind: 'silent', tone: 'bad', to: '/settings' },
  ({ status: { credential, rotation } }) =>
    credential &&
    rotation === null &&
    credential.daysLeft !== null &&
    credential.daysLeft <= WARNED_DAYS && {
      kind: 'ends',
      tone: credential.daysLeft <= URGENT_DAYS ? 'bad' : 'warn',
      to: '/tokens',
    },
  ({ status: { rotation } }) =>
    rotation && { kind: `rotation-${rotation}`, tone: 'warn', to: '/tokens' },
  (known) => {
    const [cause] = causesOf(known.status);
    const count = causesOf(known.status).reduce((all, { requests }) => all + requests, 0);
    return (
      cause &&
      health(known) !== 'all-refused' && {
        kind: 'some-refused',
        tone: 'warn',
        to: logOf(cause),
        cause,
        count,
      }
    );
  },
  (known) => health(known) === 'waiting' && { kind: 'waiting', tone: 'calm', to: '/settings' },
];

/** The refused requests with the answer that a cause has. */
export const logOf = ({ status }: Pick<Cause, 'status'>): string => `${REFUSED}&status=${status}`;

/** Three things to do at most, the most urgent first; none when all is well. */
export const thingsToDo = (
  status: Status,
  mangled: Connection['mangled'] | undefined,
  now: number,
): readonly ToDo[] =>
  RULES.map((rule) => rule({ status, mangled, now }))
    .filter((one) => one !== false && one !== null && one !== undefined)
    .slice(0, MOST);
