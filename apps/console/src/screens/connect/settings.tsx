import { useState } from 'react';
import { connection as api } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Connection } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Arriving, later } from '../../frame/later';
import { useRemembered } from '../../frame/remembered';
import { useTenant } from '../../frame/tenant';
import { wayOf, type Way } from '../../guides/ways';
import { Disclosures } from '../../parts/disclosure';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { isGoodEnd } from '../expiry';
import { Stale } from '../stale';
import { useFreshConnectionState, useSetUp, useConnectionState } from '../status/connection-state';
import { AddressStep } from './address-step';
import { ExpiryStep } from './expiry-step';
import { LaterGuide } from './guide-later';
import { HowItIs } from './how-it-is';
import { stepsOf, useProgress, type StepName } from './progress';
import { ProviderStep } from './provider-step';
import { SaveStep } from './save-step';
import { Arrived, type StepProps } from './step';
import { SwitchStep } from './switch-step';
import { TestStep } from './test-step';
import { WayStep } from './way-step';
import { WaitingForProvider } from './waiting-for-provider';
import { useTwoPanes } from './wide';

/** Each in a chunk of its own: one of them is shown. */
const CREDENTIAL_STEPS = {
  token: later(async () => (await import('./token-step')).TokenStep),
  client: later(async () => (await import('./client-step')).ClientStep),
  federation: later(async () => (await import('./trust-step')).TrustStep, 'trusts'),
} as const satisfies Record<Way, unknown>;

const CredentialStep = (props: StepProps) => {
  const { Shown } = CREDENTIAL_STEPS[props.way];
  return (
    <Arriving>
      <Shown {...props} />
    </Arriving>
  );
};

const BODIES: Readonly<Record<StepName, (props: StepProps) => React.ReactNode>> = {
  switch: SwitchStep,
  way: WayStep,
  address: AddressStep,
  provider: ProviderStep,
  expiry: ExpiryStep,
  token: CredentialStep,
  test: TestStep,
  save: SaveStep,
};

/** The steps of switching provisioning on; once it was on, the same steps as settings. */
export const Settings = () => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const connection = useAnswer(tenant.id, () => api.read(tenant.id), 4_000);
  const state = useFreshConnectionState();
  const isSetUp = useSetUp() ?? false;
  const { value, problem, at, again, put } = connection;
  return (
    <Screen
      title={say(isSetUp ? 'settings.title' : 'connect.title')}
      lead={say(isSetUp ? 'settings.lead' : 'connect.lead')}
    >
      <Stale problem={problem ?? (value ? state.problem : undefined)} at={at} />
      {value ? (
        <Steps
          connection={value}
          again={async () => {
            await Promise.all([again(), state.again()]);
          }}
          put={put}
          setUp={isSetUp}
        />
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : (
        <Waiting />
      )}
    </Screen>
  );
};

const Steps = ({
  connection,
  again,
  put,
  setUp,
}: {
  connection: Connection;
  again: () => Promise<void>;
  put: (connection: Connection) => void;
  setUp: boolean;
}) => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { status } = useConnectionState();
  const [chosen, chooseWay] = useRemembered(`way.${tenant.id}`, '');
  const way = wayOf(connection.provider, chosen, status?.credential);
  const progress = useProgress(tenant.id, {
    connection,
    status,
    setUp,
    goodExpiry: isGoodEnd(connection.expiry, way),
  });
  const [open, setOpen] = useState<StepName | null>(setUp ? null : progress.current);
  const [arrived, setArrived] = useState<StepName | null>(null);
  const { problem, run } = useAct();
  const isWide = useTwoPanes();
  const steps = stepsOf(way, setUp);
  const { provider } = connection;
  return (
    <div className={`connect ${isWide && provider ? 'connect-two' : ''}`}>
      <div>
        {setUp ? <HowItIs status={status} /> : <Notice quiet>{say('connect.before')}</Notice>}
        {mayChange ? null : <Notice quiet tone="warn" title={say('viewer')} />}
        <ProblemNotice problem={problem} />
        <Arrived.Provider value={arrived}>
          <Disclosures
            className="steps"
            open={open}
            onOpen={(name) => {
              setArrived(null);
              setOpen(name as StepName | null);
            }}
          >
            {steps.map((name, at) => {
              const Body = BODIES[name];
              const after = steps[at + 1] ?? null;
              return (
                <Body
                  key={name}
                  connection={connection}
                  status={status}
                  setUp={setUp}
                  again={again}
                  done={progress.isDone(name)}
                  draft={(draft) => run(async () => put(await api.draft(tenant.id, draft)))}
                  next={() => {
                    setOpen(after);
                    setArrived(after);
                  }}
                  mark={(done) => progress.mark(name, done)}
                  way={way}
                  chooseWay={chooseWay}
                />
              );
            })}
          </Disclosures>
        </Arrived.Provider>
      </div>
      <div className="side-by-side">
        <WaitingForProvider connection={connection} status={status} />
        {isWide && provider ? (
          <LaterGuide provider={provider} connection={connection} way={way} />
        ) : null}
      </div>
    </div>
  );
};
