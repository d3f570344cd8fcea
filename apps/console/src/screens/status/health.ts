import type { Cause, Status } from '../../api/views';

/** How the connection does, in one word; the first that holds. */
export type Health =
  | 'not-set-up'
  | 'off'
  | 'no-credential'
  | 'all-refused'
  | 'silent'
  | 'waiting'
  | 'well';

const DAY_MS = 86_400_000;

/** Provisioning was on once: what remains is to watch it, and its settings. */
export const isSetUp = ({ provisioning, since, savedAt }: Status): boolean =>
  provisioning === 'enabled' || (since ?? savedAt) !== null;

const isOn = ({ provisioning }: Status): boolean => provisioning === 'enabled';

/** What a state says already is no cause to look at: it goes with the state, or went with it. */
const SAID: Readonly<Record<string, (status: Status) => boolean>> = {
  'provisioning-off': () => true,
  'token-expired': ({ credential }) => credential === null,
  'token-revoked': ({ credential }) => credential === null,
};

/** The refusals of the last day that something is to be done about, the most frequent first. */
export const causesOf = (status: Status): readonly Cause[] =>
  (status.lastDay?.refusals ?? []).filter(({ code }) => !SAID[code]?.(status));

/** Everything, or every change: an identity provider looks people up before it changes them. */
const isAllRefused = (status: Status): boolean => {
  const causes = causesOf(status);
  const accepted = status.lastDay?.accepted ?? { requests: 0, changes: 0 };
  if (causes.length === 0) return false;
  return (
    accepted.requests === 0 || (accepted.changes === 0 && causes.some(({ changes }) => changes > 0))
  );
};

const isSilent = ({ lastRequestAt, since }: Status, now: number): boolean =>
  lastRequestAt !== null &&
  now - Math.max(Date.parse(lastRequestAt), Date.parse(since ?? lastRequestAt)) > DAY_MS;

/** Nothing came since it was switched on: what was refused before that says nothing of now. */
const hasHeardNothing = ({ lastRequestAt, since }: Status): boolean =>
  lastRequestAt === null || (since !== null && lastRequestAt < since);

const RULES: readonly (readonly [Health, (status: Status, now: number) => boolean])[] = [
  ['not-set-up', (status) => !isSetUp(status)],
  ['off', (status) => !isOn(status)],
  ['no-credential', ({ credential }) => credential === null],
  ['all-refused', isAllRefused],
  ['silent', isSilent],
  ['waiting', hasHeardNothing],
];

/** How the connection does at a moment (milliseconds since 1970). */
export const healthOf = (status: Status, now: number): Health =>
  RULES.find(([, holds]) => holds(status, now))?.[0] ?? 'well';

const BAD: ReadonlySet<Health> = new Set(['off', 'no-credential', 'all-refused', 'silent']);

/** Whether nothing gets through, or nothing comes: shown in red. */
export const isBad = (health: Health): boolean => BAD.has(health);
