import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import type { Way } from '../../guides/ways';
import type { Connection, ConnectionDraft, Status } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { Disclosure } from '../../parts/disclosure';
import type { StepName } from './progress';

/** What each step is given. */
export interface StepProps {
  readonly connection: Connection;
  /** Undefined while it cannot be known. */
  readonly status: Status | undefined;
  /** Provisioning was on once: a change takes effect at once. */
  readonly setUp: boolean;
  readonly done: boolean;
  draft(draft: ConnectionDraft): Promise<boolean>;
  /** Asks for the connection and its status again, after something that changed them. */
  again(): Promise<void>;
  /** To the step after this one. */
  next(): void;
  mark(done: boolean): void;
  /** How the provider proves who it is. */
  readonly way: Way;
  /** '' for what is recommended. */
  chooseWay(way: Way | ''): void;
}

/** Leads to the next step; settings are taken one by one, in no order. */
export const Next = ({
  setUp,
  next,
  look = 'first',
  isDisabled = false,
}: Pick<StepProps, 'setUp' | 'next'> & { look?: 'first' | 'plain'; isDisabled?: boolean }) => {
  const { say } = useTexts();
  if (setUp) return null;
  return (
    <Button look={look} isDisabled={isDisabled} onPress={next}>
      {say('next')}
    </Button>
  );
};

/** The step that *Continue* led to: it takes the focus. */
export const Arrived = createContext<StepName | null>(null);

/** One step: a heading that opens it, whether it is done, and what is to do. */
export const Step = ({
  name,
  title,
  done,
  summary,
  children,
}: {
  name: StepName;
  /** Where it is not that of the name. */
  title?: string;
  done: boolean;
  summary?: string | undefined;
  children: ReactNode;
}) => {
  const { say } = useTexts();
  const heading = useRef<HTMLButtonElement>(null);
  const arrived = useContext(Arrived) === name;
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  return (
    <Disclosure
      id={name}
      className={`step ${done ? 'step-done' : ''}`}
      headingRef={heading}
      heading={
        <>
          <span className="step-mark" aria-hidden="true">
            {done ? '✓' : null}
          </span>
          <span className="step-title">
            {title ?? say(`step.${name}`)}
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
