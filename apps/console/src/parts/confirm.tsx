import { Suspense, useEffect, useState, type ReactNode } from 'react';
import type { Problem } from '../api/ask';
import { later } from '../frame/later';
import { giveBackFocus } from './screen';

export interface Question {
  readonly title: string;
  readonly children: ReactNode;
  readonly act: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly problem?: Problem | undefined;
  readonly onAct: () => void;
  readonly onClose: () => void;
}

const Dialog = later(async () => (await import('./dialog')).Dialog);

/** Loads the dialog before it is needed, so that it also opens without a network. */
export const prepareDialog = Dialog.ahead;

/** Asks before something that cannot be undone. Escape and "cancel" do nothing; Enter does the act. */
export const Confirm = (question: Question) => {
  const [opener] = useState(() => document.activeElement);
  useEffect(() => () => giveBackFocus(opener), [opener]);
  return (
    <Suspense fallback={null}>
      <Dialog.Shown {...question} />
    </Suspense>
  );
};
