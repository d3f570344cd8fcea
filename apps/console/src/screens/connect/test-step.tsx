import { useState } from 'react';
import { connection as api } from '../../api/admin';
import { useAct } from '../../api/answer';
import type { TestLine } from '../../api/views';
import { Arriving, later } from '../../frame/later';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { ProblemNotice } from '../../parts/notice';
import { useConnectionState } from '../status/connection-state';
import { Next, Step, type StepProps } from './step';

const TestLegs = later(async () => (await import('./test-legs')).TestLegs);

export const TestStep = ({ connection, status, setUp, done, again, next, way }: StepProps) => {
  const { say, ago } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { secret: kept } = useConnectionState();
  const isClient = way === 'client';
  const isOfWay = kept !== undefined && (kept.clientId !== undefined) === isClient;
  const secret = isOfWay ? kept.token : '';
  const [typedId, setTypedId] = useState<string>();
  const knownId = (isOfWay ? kept.clientId : undefined) ?? status?.credential?.clientId ?? '';
  const clientId = (typedId ?? knownId).trim();
  const [typed, setTyped] = useState<string>();
  const [lines, setLines] = useState<readonly TestLine[]>([]);
  const { busy, problem, run } = useAct();
  const token = (typed ?? secret).trim();
  const test = (): Promise<boolean> =>
    run(async () => {
      setLines([]);
      const credential = isClient ? { clientId, clientSecret: token } : { token };
      await api.test(tenant.id, credential, (line) => setLines((before) => [...before, line]));
      await again();
    });
  const { testedAt, testPassed } = connection;
  const summary = testedAt ? say(testPassed ? 'test.passed' : 'test.failed') : undefined;
  return (
    <Step name="test" done={done} summary={summary}>
      <p>{say(isClient ? 'test.text.client' : 'test.text')}</p>
      {isClient ? (
        <Field label={say('client.id')} value={typedId ?? knownId} onChange={setTypedId} />
      ) : null}
      <Field
        label={say(isClient ? 'client.secret' : 'test.token')}
        type="password"
        value={typed ?? secret}
        onChange={setTyped}
        description={say(`test.${way}.${secret ? 'there' : 'paste'}`)}
      />
      <ProblemNotice problem={problem} />
      {busy || lines.length > 0 ? (
        <Arriving>
          <TestLegs.Shown lines={lines} running={busy} />
        </Arriving>
      ) : null}
      {testedAt && lines.length === 0 ? (
        <p className="small">
          {say(testPassed ? 'test.before.passed' : 'test.before.failed', { ago: ago(testedAt) })}
        </p>
      ) : null}
      <div className="acts">
        <Button
          look={done ? 'plain' : 'first'}
          busy={busy}
          isDisabled={token === '' || (isClient && clientId === '') || !mayChange}
          onPress={() => void test()}
        >
          {say(testedAt ? 'test.again' : 'test.do')}
        </Button>
        <Next setUp={setUp} next={next} look={done ? 'first' : 'plain'} />
      </div>
    </Step>
  );
};
