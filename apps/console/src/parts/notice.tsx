import type { ReactNode } from 'react';
import type { Problem } from '../api/ask';
import { useTexts } from '../frame/speaking';
import type { Texts } from '../texts/texts';
import { ServerSaid } from './server-said';

export type Tone = 'calm' | 'good' | 'warn' | 'bad';

const SIGNS: Readonly<Record<Tone, string>> = { calm: 'i', good: '✓', warn: '!', bad: '✕' };

/** Something to know. What went wrong is said at once to a screen reader, the rest when it is idle. */
export const Notice = ({
  tone = 'calm',
  title,
  children,
  quiet = false,
}: {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  /** It stood there from the beginning: no reader is interrupted. */
  quiet?: boolean;
}) => (
  <div
    className={`notice notice-${tone}`}
    {...(quiet ? {} : { role: tone === 'bad' ? 'alert' : 'status' })}
  >
    <span className="notice-sign" aria-hidden="true">
      {SIGNS[tone]}
    </span>
    <div className="notice-text">
      {title ? <strong className="notice-title">{title}</strong> : null}
      {children}
    </div>
  </div>
);

/** Why something was refused, in the reader's language: by its code, by its status where it has none. */
export const ProblemNotice = ({ problem }: { problem: Problem | undefined }) => {
  const texts = useTexts();
  if (!problem) return null;
  return (
    <Notice tone="bad" title={problemText(texts, problem)}>
      <ServerSaid text={problem.detail} />
    </Notice>
  );
};

/** What a problem says to the reader. */
export const problemText = (
  { say, sayOr }: Texts,
  { status, code }: Pick<Problem, 'status' | 'code'>,
): string => sayOr(`problem.${code}`, sayOr(`problem.${status}`, say('problem.other')));
