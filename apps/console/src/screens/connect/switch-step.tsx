import { useState } from 'react';
import { connection as api, tenants } from '../../api/admin';
import { useAct } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Confirm } from '../../parts/confirm';
import { ProblemNotice } from '../../parts/notice';
import { Switch } from '../../parts/switch';
import { Next, Step, type StepProps } from './step';

/**
 * Before the connection is saved the switch is only chosen; afterwards it takes effect at once, off
 * after a question.
 */
export const SwitchStep = ({ connection, setUp, done, again, next, mark }: StepProps) => {
  const { say } = useTexts();
  const { tenant, mayChange, again: tenantAgain } = useTenant();
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAct();
  const on = connection.provisioning === 'enabled';
  const act = async (change: () => Promise<unknown>): Promise<void> => {
    const fine = await run(async () => {
      await change();
      await Promise.all([again(), tenantAgain()]);
    });
    if (fine) setAsking(false);
  };
  const choose = (wanted: boolean): void => {
    if (!setUp) mark(wanted);
    else if (wanted) void act(() => api.save(tenant.id));
    else setAsking(true);
  };
  const state = on ? 'is-on' : !setUp && done ? 'is-later' : 'is-off';
  return (
    <Step name="switch" done={done} summary={say(`switch.${state}`)}>
      <p>{say('switch.text')}</p>
      <Switch isOn={done} onChange={choose} isDisabled={!mayChange || (busy && !asking)}>
        {say('switch.label')}
      </Switch>
      <p className="small">{say(on ? 'switch.on' : setUp ? 'switch.at-once' : 'switch.not-yet')}</p>
      <ProblemNotice problem={asking ? undefined : problem} />
      <Next setUp={setUp} next={next} isDisabled={!done} />
      {asking ? (
        <Confirm
          title={say('switch.off.title')}
          act={say('switch.off.do')}
          busy={busy}
          problem={problem}
          onAct={() => void act(() => tenants.switchOff(tenant.id))}
          onClose={() => setAsking(false)}
        >
          <p>{say('switch.off.text')}</p>
        </Confirm>
      ) : null}
    </Step>
  );
};
