import type { Connection } from '../../api/views';
import { useRemembered } from '../../frame/remembered';

/** The steps in order. What the server keeps of each decides; two leave no trace but here. */
export const STEPS = ['switch', 'address', 'provider', 'expiry', 'token', 'test', 'save'] as const;
export type StepName = (typeof STEPS)[number];

export interface Progress {
  isDone(step: StepName): boolean;
  /** The first step that is not done: where one goes on after having left. */
  readonly current: StepName;
  /** Marks one of the steps that only this browser knows of. */
  mark(step: StepName, done: boolean): void;
}

export const isSaved = ({ savedAt, provisioning }: Connection): boolean =>
  savedAt !== null && provisioning === 'enabled';

const DONE: Readonly<
  Record<StepName, (connection: Connection, marks: readonly string[]) => boolean>
> = {
  switch: ({ provisioning, provider, tokenId }, marks) =>
    provisioning === 'enabled' || marks.includes('switch') || (provider ?? tokenId) !== null,
  address: ({ tokenId }, marks) => marks.includes('address') || tokenId !== null,
  provider: ({ provider }) => provider !== null,
  expiry: ({ expiry }) => expiry !== null,
  token: ({ tokenId }) => tokenId !== null,
  test: ({ testPassed }) => testPassed === true,
  save: isSaved,
};

export const useProgress = (tenantId: string, connection: Connection): Progress => {
  const [kept, keep] = useRemembered(`connect.${tenantId}`, '');
  const marks = kept.split(' ');
  const isDone = (step: StepName): boolean => DONE[step](connection, marks);
  return {
    isDone,
    current: STEPS.find((step) => !isDone(step)) ?? 'save',
    mark: (step, done) => {
      const others = marks.filter((one) => one !== '' && one !== step);
      keep((done ? [...others, step] : others).join(' '));
    },
  };
};
