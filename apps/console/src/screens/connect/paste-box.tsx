import type { Connection } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { CopyField } from '../../parts/copied';
import { Link } from '../../parts/link';
import { tokenEndpointOf } from '../client-values';
import { useConnectionState } from '../status/connection-state';

/** While the first request is awaited: what is pasted at the provider, and its guide. */
export const PasteBox = ({ connection }: { connection: Connection }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { secret } = useConnectionState();
  const { scimBaseUrl, provider } = connection;
  return (
    <section className="paste" aria-labelledby="paste">
      <h2 id="paste">{say('paste.title')}</h2>
      <CopyField label={say('address.label')} value={scimBaseUrl} />
      {secret ? (
        <>
          {secret.clientId === undefined ? null : (
            <>
              <CopyField label={say('client.endpoint')} value={tokenEndpointOf(scimBaseUrl)} />
              <CopyField label={say('client.id')} value={secret.clientId} />
            </>
          )}
          <CopyField
            label={say(secret.clientId === undefined ? 'secret.label' : 'client.secret')}
            value={secret.token}
          />
        </>
      ) : (
        <p className="small">{say('paste.no-token')}</p>
      )}
      {provider ? (
        <p>
          <Link to={`/tenants/${encodeURIComponent(tenant.id)}/guides/${provider}`}>
            {say('provider.alone')}
          </Link>
        </p>
      ) : null}
    </section>
  );
};
