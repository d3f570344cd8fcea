import { useState } from 'react';
import { Arriving, later } from '../../frame/later';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { useConnectionState } from '../status/connection-state';
import { Next, Step, type StepProps } from './step';
import { TestResult, useTestRun } from './test-run';

const TrustTest = later(async () => (await import('./trust-test')).TrustTest, 'trusts');

/** Does what the provider will do, through the way that was chosen. */
export const TestStep = (props: StepProps) => {
  const { say } = useTexts();
  const { connection, done, way } = props;
  const { testedAt, testPassed } = connection;
  const summary = testedAt ? say(testPassed ? 'test.passed' : 'test.failed') : undefined;
  return (
    <Step name="test" done={done} summary={summary}>
      {way === 'federation' ? (
        <Arriving>
          <TrustTest.Shown {...props} />
        </Arriving>
      ) : (
        <SecretTest {...props} />
      )}
    </Step>
  );
};

/** With what was just made, or what somebody pastes. */
const SecretTest = ({ connection, status, setUp, done, again, next, way }: StepProps) => {
  const { say, ago } = useTexts();
  const { mayChange } = useTenant();
  const { secret: kept } = useConnectionState();
  const ofWay = way === 'client' ? 'client' : 'token';
  const isClient = ofWay === 'client';
  const isOfWay = kept !== undefined && (kept.clientId !== undefined) === isClient;
  const secret = isOfWay ? kept.token : '';
  const [typedId, setTypedId] = useState<string>();
  const knownId = (isOfWay ? kept.clientId : undefined) ?? status?.credential?.clientId ?? '';
  const clientId = (typedId ?? knownId).trim();
  const [typed, setTyped] = useState<string>();
  const run = useTestRun(again);
  const token = (typed ?? secret).trim();
  const { testedAt, testPassed } = connection;
  return (
    <>
      <p>{say(isClient ? 'test.text.client' : 'test.text')}</p>
      {isClient ? (
        <Field label={say('client.id')} value={typedId ?? knownId} onChange={setTypedId} />
      ) : null}
      <Field
        label={say(isClient ? 'client.secret' : 'test.token')}
        type="password"
        value={typed ?? secret}
        onChange={setTyped}
        description={say(`test.${ofWay}.${secret ? 'there' : 'paste'}`)}
      />
      <TestResult run={run} />
      {testedAt && run.lines.length === 0 ? (
        <p className="small">
          {say(testPassed ? 'test.before.passed' : 'test.before.failed', { ago: ago(testedAt) })}
        </p>
      ) : null}
      <div className="acts">
        <Button
          look={done ? 'plain' : 'first'}
          busy={run.busy}
          isDisabled={token === '' || (isClient && clientId === '') || !mayChange}
          onPress={() => run.start(isClient ? { clientId, clientSecret: token } : { token })}
        >
          {say(testedAt ? 'test.again' : 'test.do')}
        </Button>
        <Next setUp={setUp} next={next} look={done ? 'first' : 'plain'} />
      </div>
    </>
  );
};
