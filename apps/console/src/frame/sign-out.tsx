import { useAct } from '../api/answer';
import { Confirm } from '../parts/confirm';
import { useSigned } from './session';
import { useTexts } from './speaking';

/** Asks a person who came by a link first, since a link works only once. */
export const SignOut = ({ onClose }: { onClose: () => void }) => {
  const { say } = useTexts();
  const { leave } = useSigned();
  const { busy, problem, run } = useAct();
  return (
    <Confirm
      title={say('sign-out.title')}
      act={say('sign-out')}
      busy={busy}
      problem={problem}
      onAct={() => void run(leave)}
      onClose={onClose}
    >
      <p>{say('sign-out.text')}</p>
    </Confirm>
  );
};
