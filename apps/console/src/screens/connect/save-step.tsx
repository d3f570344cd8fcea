import { connection as api } from '../../api/admin';
import { useAct } from '../../api/answer';
import { go } from '../../frame/paths';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Notice, ProblemNotice } from '../../parts/notice';
import { isGoodEnd } from '../expiry';
import { DONE, type StepName } from './progress';
import { Step, type StepProps } from './step';

/** What is needed before provisioning may be on. */
const NEEDED: readonly StepName[] = ['way', 'expiry', 'token'];

/** The only step that switches anything on; the status takes over from there. */
export const SaveStep = ({ connection, status, setUp, done, again, way }: StepProps) => {
  const { say } = useTexts();
  const { tenant, mayChange, again: tenantAgain } = useTenant();
  const { busy, problem, run } = useAct();
  const goodExpiry = isGoodEnd(connection.expiry, way);
  const known = { connection, status, setUp, goodExpiry, marks: [] };
  const missing = NEEDED.filter((step) => !DONE[step](known));
  const save = async (): Promise<void> => {
    const isSaved = await run(async () => {
      await api.save(tenant.id);
      await Promise.all([again(), tenantAgain()]);
    });
    if (isSaved) go(`/tenants/${encodeURIComponent(tenant.id)}/status`);
  };
  return (
    <Step name="save" done={done}>
      <p>{say('save.text')}</p>
      {missing.length > 0 ? (
        <Notice quiet tone="warn" title={say('save.missing')}>
          <ul>
            {missing.map((step) => (
              <li key={step}>{say(`step.${step}`)}</li>
            ))}
          </ul>
        </Notice>
      ) : DONE.test(known) ? null : (
        <Notice quiet tone="warn">
          {say('save.untested')}
        </Notice>
      )}
      <ProblemNotice problem={problem} />
      <Button
        look="first"
        busy={busy}
        isDisabled={missing.length > 0 || !mayChange}
        onPress={() => void save()}
      >
        {say('save.do')}
      </Button>
    </Step>
  );
};
