import type { Connection, Status } from '../../api/views';
import { useRemembered } from '../../frame/remembered';

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

/** What stays to be changed once provisioning was on; switching it on again takes effect at once. */
export const SETTINGS: readonly StepName[] = STEPS.filter((step) => step !== 'save');

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
  /** A token may still be made that ends as chosen. */
  readonly goodExpiry: boolean;
  readonly marks: readonly string[];
}

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
  test: ({ connection }) => connection.testPassed === true,
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
