import { useTexts } from '../frame/speaking';
import { Button } from '../parts/button';
import { CopyField } from '../parts/copied';
import { Notice } from '../parts/notice';

/** The token endpoint of the installation that has this base URL. */
export const tokenEndpointOf = (scimBaseUrl: string): string =>
  scimBaseUrl.replace(/\/scim\/v2$/, '/oauth2/token');

/** The scope that a provider may have to name. */
export const SCOPE = 'scim';

/** What is entered at a provider that gets access tokens by itself; the secret is not among it. */
export const ClientValues = ({
  scimBaseUrl,
  clientId,
}: {
  scimBaseUrl: string;
  clientId: string;
}) => {
  const { say } = useTexts();
  return (
    <>
      <CopyField label={say('client.endpoint')} value={tokenEndpointOf(scimBaseUrl)} />
      <CopyField label={say('client.id')} value={clientId} />
      <CopyField label={say('client.scope')} value={SCOPE} />
      <CopyField label={say('client.scim')} value={scimBaseUrl} />
    </>
  );
};

/** A client secret just made: the only time that it is seen. */
export const NewClientSecret = ({ secret, onHidden }: { secret: string; onHidden: () => void }) => {
  const { say } = useTexts();
  return (
    <div className="secret">
      <Notice tone="warn" title={say('client.secret.once')}>
        <p>{say('secret.text')}</p>
      </Notice>
      <CopyField label={say('client.secret')} value={secret} />
      <Button onPress={onHidden}>{say('tokens.secret.hide')}</Button>
    </div>
  );
};
