import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { CopyField } from '../../parts/copied';
import { Notice } from '../../parts/notice';

/** A secret just made: this is the only time that it is seen. */
export const EndpointSecret = ({ secret, onHidden }: { secret: string; onHidden: () => void }) => {
  const { say } = useTexts();
  return (
    <div className="secret">
      <Notice tone="warn" title={say('webhooks.secret.once')}>
        <p>{say('webhooks.secret.text')}</p>
      </Notice>
      <CopyField label={say('webhooks.secret.label')} value={secret} />
      <Button onPress={onHidden}>{say('tokens.secret.hide')}</Button>
    </div>
  );
};
