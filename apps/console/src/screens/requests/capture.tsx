import { useState } from 'react';
import { capture } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Choice } from '../../parts/choice';
import { Confirm } from '../../parts/confirm';
import { Notice, ProblemNotice } from '../../parts/notice';

const MINUTES = ['15', '30', '60'] as const;
type Minutes = (typeof MINUTES)[number];

/** Switches a capture on and off. Values are stored only during one, for at most an hour. */
export const Capture = () => {
  const { say, time } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { value, again } = useAnswer(tenant.id, () => capture.read(tenant.id), 10_000);
  const { busy, problem, run } = useAct();
  const [asking, setAsking] = useState(false);
  const [minutes, setMinutes] = useState<Minutes>('15');
  const set = (wanted: number): Promise<void> =>
    run(async () => {
      await capture.set(tenant.id, wanted);
      await again();
    }).then((done) => {
      if (done) setAsking(false);
    });
  return (
    <div className="capture">
      {value?.until ? (
        <Notice tone="warn" title={say('capture.on', { time: time(value.until) })}>
          <p>{say('capture.on.text')}</p>
          <Button busy={busy} isDisabled={!mayChange} onPress={() => void set(0)}>
            {say('capture.stop')}
          </Button>
        </Notice>
      ) : (
        <p className="small">
          {say('capture.off')}{' '}
          <Button look="quiet" isDisabled={!mayChange} onPress={() => setAsking(true)}>
            {say('capture.start')}
          </Button>
        </p>
      )}
      <ProblemNotice problem={asking ? undefined : problem} />
      {asking ? (
        <Confirm
          title={say('capture.title')}
          act={say('capture.start')}
          danger={false}
          busy={busy}
          problem={problem}
          onAct={() => void set(Number(minutes))}
          onClose={() => setAsking(false)}
        >
          <p>{say('capture.text')}</p>
          <Choice<Minutes>
            label={say('capture.how-long')}
            value={minutes}
            onChange={setMinutes}
            options={MINUTES.map((value) => ({
              value,
              text: say('capture.minutes', { minutes: value }),
            }))}
          />
        </Confirm>
      ) : null}
    </div>
  );
};
