import { useState } from 'react';
import { connection as api, type TestCredential } from '../../api/admin';
import { useAct, type Act } from '../../api/answer';
import type { TestLine } from '../../api/views';
import { Arriving, later } from '../../frame/later';
import { useTenant } from '../../frame/tenant';
import { ProblemNotice } from '../../parts/notice';

const TestLegs = later(async () => (await import('./test-legs')).TestLegs);

export interface TestRun extends Pick<Act, 'busy' | 'problem'> {
  readonly lines: readonly TestLine[];
  start(credential: TestCredential): void;
}

/** One run of the connection test; `again` when it has ended. */
export const useTestRun = (again: () => Promise<void>): TestRun => {
  const { tenant } = useTenant();
  const [lines, setLines] = useState<readonly TestLine[]>([]);
  const { busy, problem, run } = useAct();
  return {
    lines,
    busy,
    problem,
    start: (credential) =>
      void run(async () => {
        setLines([]);
        await api.test(tenant.id, credential, (line) => setLines((before) => [...before, line]));
        await again();
      }),
  };
};

/** The legs of a run, once there is one. */
export const TestResult = ({ run: { busy, lines, problem } }: { run: TestRun }) => (
  <>
    <ProblemNotice problem={problem} />
    {busy || lines.length > 0 ? (
      <Arriving>
        <TestLegs.Shown lines={lines} running={busy} />
      </Arriving>
    ) : null}
  </>
);
