import { connection as api } from '../../api/admin';
import { useAct } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Step, type StepWish } from './step';

/** The only step that switches anything on. */
export const SaveStep = ({ connection, done, again, mark }: StepWish) => {
  const { say, time } = useTexts();
  const { tenant, mayChange, again: tenantAgain } = useTenant();
  const { busy, problem, run } = useAct();
  const { provider, expiry, tokenId, testPassed, savedAt } = connection;
  const missing = [
    provider ? undefined : say('step.provider'),
    expiry ? undefined : say('step.expiry'),
    tokenId ? undefined : say('step.token'),
  ].filter((one) => one !== undefined);
  const save = (): Promise<boolean> =>
    run(async () => {
      await api.save(tenant.id);
      mark(true);
      await Promise.all([again(), tenantAgain()]);
    });
  return (
    <Step name="save" done={done} summary={done && savedAt ? time(savedAt) : undefined}>
      <p>{say(done ? 'save.done' : 'save.text')}</p>
      {missing.length > 0 ? (
        <Notice quiet tone="warn" title={say('save.missing')}>
          <ul>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Notice>
      ) : testPassed || done ? null : (
        <Notice quiet tone="warn">
          {say('save.untested')}
        </Notice>
      )}
      <ProblemNotice problem={problem} />
      {done ? null : (
        <Button
          look="first"
          busy={busy}
          isDisabled={missing.length > 0 || !mayChange}
          onPress={() => void save()}
        >
          {say('save.do')}
        </Button>
      )}
    </Step>
  );
};
