import type { Connection, Credential, Status } from '../../api/views';
import { useRemembered } from '../../frame/remembered';
import { wayOfCredential, type Way } from '../../guides/ways';

/**
 * The steps in order: the token is there when the guide asks for it. What the server keeps of each
 * decides; three leave no trace but here.
 */
export const STEPS = [
  'switch',
  'way',
  'address',
  'expiry',
  'token',
  'test',
  'provider',
  'save',
] as const;
export type StepName = (typeof STEPS)[number];

/**
 * The steps of a way: a trust does not expire. Once provisioning was on, what can still be changed:
 * switching it on again takes effect at once.
 */
export const stepsOf = (way: Way, setUp: boolean): readonly StepName[] =>
  STEPS.filter(
    (step) => !(step === 'expiry' && way === 'federation') && !(step === 'save' && setUp),
  );

export interface Progress {
  isDone(step: StepName): boolean;
  /** The first step that is not done: where one goes on after having left. */
  readonly current: StepName;
  /** Marks one of the steps that only this browser knows of. */
  mark(step: StepName, done: boolean): void;
}

export interface Known {
  readonly connection: Connection;
  /** Undefined while it cannot be known. */
  readonly status: Status | undefined;
  readonly setUp: boolean;
  /** A token may still be made that ends as chosen, or nothing is to end. */
  readonly goodExpiry: boolean;
  readonly marks: readonly string[];
}

const isProvenTrust = (credential: Credential | null | undefined): boolean =>
  credential
    ? wayOfCredential(credential) === 'federation' && credential.lastUsedAt !== null
    : false;

const isOn = ({ connection }: Known): boolean => connection.provisioning === 'enabled';

/** Whether a step is done, from what is known. */
export const DONE: Readonly<Record<StepName, (known: Known) => boolean>> = {
  switch: (known) =>
    isOn(known) ||
    (!known.setUp && (known.marks.includes('switch') || known.connection.tokenId !== null)),
  address: ({ connection, marks }) => marks.includes('address') || connection.tokenId !== null,
  expiry: ({ goodExpiry }) => goodExpiry,
  // Revoked, expired or replaced elsewhere: what counts is whether a live one is there.
  token: ({ connection, status }) =>
    status ? status.credential !== null : connection.tokenId !== null,
  // A trust that was used has proven itself: the provider's own test is one.
  test: ({ connection, status }) =>
    connection.testPassed === true || isProvenTrust(status?.credential),
  way: ({ connection }) => connection.provider !== null,
  provider: ({ connection, marks }) =>
    marks.includes('provider') || connection.firstRequestAt !== null,
  save: isOn,
};

export const useProgress = (tenantId: string, known: Omit<Known, 'marks'>): Progress => {
  const [kept, keep] = useRemembered(`connect.${tenantId}`, '');
  const marks = kept.split(' ');
  const isDone = (step: StepName): boolean => DONE[step]({ ...known, marks });
  return {
    isDone,
    current: STEPS.find((step) => !isDone(step)) ?? 'save',
    mark: (step, done) => {
      const others = marks.filter((one) => one !== '' && one !== step);
      keep((done ? [...others, step] : others).join(' '));
    },
  };
};
