import { useState } from 'react';
import { connection as api } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { Connection } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Disclosures } from '../../parts/disclosure';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { AddressStep } from './address-step';
import { ExpiryStep } from './expiry-step';
import { isSaved, STEPS, useProgress, type StepName } from './progress';
import { ProviderStep } from './provider-step';
import { SaveStep } from './save-step';
import type { StepWish } from './step';
import { SwitchStep } from './switch-step';
import { TestStep } from './test-step';
import { TokenStep } from './token-step';
import { WaitingForProvider } from './waiting-for-provider';

const BODIES: Readonly<Record<StepName, (wish: StepWish) => React.ReactNode>> = {
  switch: SwitchStep,
  address: AddressStep,
  provider: ProviderStep,
  expiry: ExpiryStep,
  token: TokenStep,
  test: TestStep,
  save: SaveStep,
};

/** The flow of switching provisioning on: each step can be left and taken up again. */
export const Connect = () => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value, problem, again, put } = useAnswer(tenant.id, () => api.read(tenant.id), 4_000);
  return (
    <Screen title={say('connect.title')} lead={say('connect.lead')}>
      {value ? (
        <Steps connection={value} again={again} put={put} />
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
}: {
  connection: Connection;
  again: () => Promise<void>;
  put: (connection: Connection) => void;
}) => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const progress = useProgress(tenant.id, connection);
  const saved = isSaved(connection);
  const [open, setOpen] = useState<StepName | null>(saved ? null : progress.current);
  const [secret, keepSecret] = useState('');
  const { problem, run } = useAct();
  return (
    <div className="connect">
      <div>
        {saved ? (
          <Notice tone="good" quiet title={say('connect.on')}>
            <p>{say('connect.on.next')}</p>
          </Notice>
        ) : (
          <Notice quiet>{say('connect.before')}</Notice>
        )}
        {mayChange ? null : <Notice quiet tone="warn" title={say('viewer')} />}
        <ProblemNotice problem={problem} />
        <Disclosures
          className="steps"
          open={open}
          onOpen={(name) => setOpen(name as StepName | null)}
        >
          {STEPS.map((name, at) => {
            const Body = BODIES[name];
            return (
              <Body
                key={name}
                connection={connection}
                done={progress.isDone(name)}
                secret={secret}
                keepSecret={keepSecret}
                draft={(draft) => run(async () => put(await api.draft(tenant.id, draft)))}
                again={again}
                next={() => setOpen(STEPS[at + 1] ?? null)}
                mark={(done) => progress.mark(name, done)}
              />
            );
          })}
        </Disclosures>
      </div>
      <WaitingForProvider connection={connection} />
    </div>
  );
};
