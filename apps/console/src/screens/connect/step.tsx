import type { ReactNode } from 'react';
import type { Connection, ConnectionDraft } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Disclosure } from '../../parts/disclosure';
import { STEPS, type StepName } from './progress';

/** What each step is given. The secret lives in memory, until the page is left. */
export interface StepWish {
  readonly connection: Connection;
  readonly done: boolean;
  readonly secret: string;
  keepSecret(secret: string): void;
  draft(draft: ConnectionDraft): Promise<boolean>;
  /** Asks for the connection again, after something that changed it. */
  again(): Promise<void>;
  /** To the step after this one. */
  next(): void;
  mark(done: boolean): void;
}

/** One step: a heading that opens it, whether it is done, and what is to do. */
export const Step = ({
  name,
  done,
  summary,
  children,
}: {
  name: StepName;
  done: boolean;
  summary?: string | undefined;
  children: ReactNode;
}) => {
  const { say } = useTexts();
  return (
    <Disclosure
      id={name}
      className={`step ${done ? 'step-done' : ''}`}
      heading={
        <>
          <span className="step-mark" aria-hidden="true">
            {done ? '✓' : STEPS.indexOf(name) + 1}
          </span>
          <span className="step-title">
            {say(`step.${name}`)}
            <span className="unseen"> {say(done ? 'step.done' : 'step.open')}</span>
          </span>
          {summary ? <span className="step-summary">{summary}</span> : null}
          <span className="step-arrow" aria-hidden="true">
            ›
          </span>
        </>
      }
    >
      <div className="step-body">{children}</div>
    </Disclosure>
  );
};
