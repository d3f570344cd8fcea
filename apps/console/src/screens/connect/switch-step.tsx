import { useState } from 'react';
import { tenants } from '../../api/admin';
import { useAct } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { Switch } from '../../parts/switch';
import { Step, type StepWish } from './step';

/** The switch is a wish until the connection is saved; off takes effect at once, after a question. */
export const SwitchStep = ({ connection, done, again, next, mark }: StepWish) => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAct();
  const on = connection.provisioning === 'enabled';
  const change = (wanted: boolean): void => {
    if (!wanted && on) setAsking(true);
    else mark(wanted);
  };
  const switchOff = (): Promise<void> =>
    run(async () => {
      await tenants.switchOff(tenant.id);
      await again();
    }).then((gone) => {
      if (gone) setAsking(false);
    });
  return (
    <Step name="switch" done={done} summary={say(on ? 'switch.is-on' : 'switch.is-off')}>
      <p>{say('switch.text')}</p>
      <Switch isOn={done} onChange={change} isDisabled={!mayChange}>
        {say('switch.label')}
      </Switch>
      <p className="small">{say(on ? 'switch.on' : 'switch.not-yet')}</p>
      <Button look="first" isDisabled={!done} onPress={next}>
        {say('next')}
      </Button>
      {asking ? (
        <Confirm
          title={say('switch.off.title')}
          act={say('switch.off.do')}
          busy={busy}
          problem={problem}
          onAct={() => void switchOff()}
          onClose={() => setAsking(false)}
        >
          <p>{say('switch.off.text')}</p>
        </Confirm>
      ) : null}
    </Step>
  );
};
