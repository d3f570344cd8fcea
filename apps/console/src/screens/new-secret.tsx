import { useTexts } from '../frame/speaking';
import { Button } from '../parts/button';
import { CopyField } from '../parts/copied';
import { Notice } from '../parts/notice';

/** A token just made: this is the only time that it is seen. With `onHidden`, it can be put away. */
export const NewSecret = ({ token, onHidden }: { token: string; onHidden?: () => void }) => {
  const { say } = useTexts();
  return (
    <div className="secret">
      <Notice tone="warn" title={say('secret.once')}>
        <p>{say('secret.text')}</p>
      </Notice>
      <CopyField label={say('secret.label')} value={token} />
      {onHidden ? <Button onPress={onHidden}>{say('tokens.secret.hide')}</Button> : null}
    </div>
  );
};
