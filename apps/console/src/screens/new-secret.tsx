import { useTexts } from '../frame/speaking';
import { CopyField } from '../parts/copied';
import { Notice } from '../parts/notice';

/** A token just made: this is the only time that it is seen. */
export const NewSecret = ({ token }: { token: string }) => {
  const { say } = useTexts();
  return (
    <div className="secret">
      <Notice tone="warn" title={say('secret.once')}>
        <p>{say('secret.text')}</p>
      </Notice>
      <CopyField label={say('secret.label')} value={token} />
    </div>
  );
};
