import { useState } from 'react';
import type { NewClientSecret as Made, TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { News, rescueFocus } from '../../parts/screen';
import { ClientValues, NewClientSecret as ShownOnce } from '../client-values';
import { ClientCard } from './client-card';
import { clientsOf, type Client } from './client-secrets';
import { NewClientSecret } from './new-client-secret';
import { RevokeClient } from './revoke-client';
import { RevokeToken } from './revoke-token';

type Asking =
  | { readonly what: 'new' }
  | { readonly what: 'add' | 'revoke-all'; readonly client: Client }
  | { readonly what: 'revoke'; readonly secret: TokenRow }
  | undefined;

/**
 * The OAuth clients of the tenant, for providers that get access tokens by themselves. `rotate`: the
 * secret that is to be replaced at once.
 */
export const Clients = ({
  rows,
  nameOf,
  rotate,
  again,
  onClosed,
}: {
  rows: readonly TokenRow[];
  nameOf: (id: string) => string;
  rotate: string | undefined;
  again: () => Promise<void>;
  onClosed: () => void;
}) => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const [opened, setAsking] = useState<Asking>();
  const [made, setMade] = useState<Made>();
  const [revoked, setRevoked] = useState('');
  const clients = clientsOf(rows);
  const wanted = clients.find(({ secrets }) => secrets.some(({ id }) => id === rotate));
  const asking: Asking =
    opened ?? (wanted && mayChange ? { what: 'add', client: wanted } : undefined);
  const close = (): void => {
    setAsking(undefined);
    onClosed();
  };
  const done = async (): Promise<void> => {
    await again();
    close();
  };
  const ask = (dialog: Asking): void => {
    setRevoked('');
    setAsking(dialog);
  };
  // A secret that is over opens nothing and would only be pasted by mistake.
  const isOver =
    made !== undefined && rows.some(({ id, status }) => id === made.id && status !== 'live');
  return (
    <section className="clients" aria-labelledby="clients">
      <div className="screen-head">
        <div>
          <h2 id="clients">{say('client.title')}</h2>
          <p className="small">{say('client.lead')}</p>
        </div>
        <Button isDisabled={!mayChange} onPress={() => ask({ what: 'new' })}>
          {say('client.new')}
        </Button>
      </div>
      <News>{revoked && say('tokens.revoked', { label: revoked })}</News>
      {made && !isOver ? (
        <div className="card">
          <ShownOnce
            secret={made.secret}
            onHidden={() => {
              setMade(undefined);
              rescueFocus();
            }}
          />
          <ClientValues scimBaseUrl={tenant.scimBaseUrl} clientId={made.clientId} />
        </div>
      ) : null}
      {clients.map((client) => (
        <ClientCard
          key={client.id}
          client={client}
          nameOf={nameOf}
          onAdd={() => ask({ what: 'add', client })}
          onRevoke={(secret) => ask({ what: 'revoke', secret })}
          onRevokeAll={() => ask({ what: 'revoke-all', client })}
        />
      ))}
      {asking?.what === 'new' || asking?.what === 'add' ? (
        <NewClientSecret
          rows={rows}
          {...(asking.what === 'add' ? { client: asking.client } : {})}
          onMade={async (fresh) => {
            setMade(fresh);
            await done();
          }}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'revoke' ? (
        <RevokeToken
          token={asking.secret}
          name={nameOf(asking.secret.id)}
          mayRotate={false}
          onRevoked={async () => {
            setRevoked(nameOf(asking.secret.id));
            await done();
          }}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'revoke-all' ? (
        <RevokeClient
          client={asking.client}
          onRevoked={async () => {
            setRevoked(asking.client.label);
            await done();
          }}
          onClose={close}
        />
      ) : null}
    </section>
  );
};
