import { useState } from 'react';
import { connection as api } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { TestLine } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { ProblemNotice } from '../../parts/notice';
import { useConnectionState } from '../status/connection-state';
import { Next, Step, type StepProps } from './step';
import { TestLegs } from './test-legs';

export const TestStep = ({ connection, setUp, done, again, next }: StepProps) => {
  const { say, ago } = useTexts();
  const { tenant, mayChange } = useTenant();
  const secret = useConnectionState().secret?.token ?? '';
  const [typed, setTyped] = useState<string>();
  const [lines, setLines] = useState<readonly TestLine[]>([]);
  const { busy, problem, run } = useAct();
  const token = (typed ?? secret).trim();
  const test = (): Promise<boolean> =>
    run(async () => {
      setLines([]);
      await api.test(tenant.id, token, (line) => setLines((before) => [...before, line]));
      await again();
    });
  const { testedAt, testPassed } = connection;
  const summary = testedAt ? say(testPassed ? 'test.passed' : 'test.failed') : undefined;
  return (
    <Step name="test" done={done} summary={summary}>
      <p>{say('test.text')}</p>
      <Field
        label={say('test.token')}
        type="password"
        value={typed ?? secret}
        onChange={setTyped}
        description={say(secret ? 'test.token.there' : 'test.token.paste')}
      />
      <ProblemNotice problem={problem} />
      <TestLegs lines={lines} running={busy} />
      {testedAt && lines.length === 0 ? (
        <p className="small">
          {say(testPassed ? 'test.before.passed' : 'test.before.failed', { ago: ago(testedAt) })}
        </p>
      ) : null}
      <div className="acts">
        <Button
          look={done ? 'plain' : 'first'}
          busy={busy}
          isDisabled={token === '' || !mayChange}
          onPress={() => void test()}
        >
          {say(testedAt ? 'test.again' : 'test.do')}
        </Button>
        <Next setUp={setUp} next={next} look={done ? 'first' : 'plain'} />
      </div>
    </Step>
  );
};
