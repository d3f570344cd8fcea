import type { Problem } from '../api/ask';
import { useTexts } from '../frame/speaking';
import { Notice } from '../parts/notice';

/** Above what is still shown after a question was not answered: from when it is, and why. */
export const Stale = ({
  problem,
  at,
}: {
  problem: Problem | undefined;
  at: string | undefined;
}) => {
  const { say, sayOr, time } = useTexts();
  if (!problem || at === undefined) return null;
  return (
    <Notice tone="bad" title={sayOr(`problem.${problem.status}`, say('problem.other'))}>
      <p>{say('stale', { time: time(at) })}</p>
    </Notice>
  );
};
