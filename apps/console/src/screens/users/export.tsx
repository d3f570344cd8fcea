import { users } from '../../api/admin';
import { useAct } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import type { State } from './choices';

/** Without it a spreadsheet takes UTF-8 for the signs of its own country, and names are spoilt. */
const BYTE_ORDER_MARK = '\ufeff';

/** Hands a file to the browser's own downloads. */
const save = (file: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([BYTE_ORDER_MARK, file], { type: file.type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

/** The users in the state that is looked at, as a file for a spreadsheet. */
export const Export = ({ state }: { state: State }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { busy, problem, run } = useAct();
  const take = (): Promise<boolean> =>
    run(async () => save(await users.csv(tenant.id, state), `${tenant.id}-users-${state}.csv`));
  return (
    <>
      <ProblemNotice problem={problem} />
      <Button busy={busy} onPress={() => void take()}>
        {say(busy ? 'users.export.busy' : `users.export.${state}`)}
      </Button>
    </>
  );
};
