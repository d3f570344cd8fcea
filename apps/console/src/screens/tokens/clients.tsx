import { useState } from 'react';
import { trusts as trustsApi } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { NewClientSecret as Made, TokenRow, Trust } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import { News, rescueFocus } from '../../parts/screen';
import { ClientValues, NewClientSecret as ShownOnce } from '../client-values';
import { NewTrust } from '../trusts/new-trust';
import { RevokeTrust } from '../trusts/revoke-trust';
import { ClientCard } from './client-card';
import { clientsOf, type Client } from './client-secrets';
import { NewClientSecret } from './new-client-secret';
import { nameOf as trustNameOf } from './names';
import { RevokeClient } from './revoke-client';
import { RevokeToken } from './revoke-token';

type Asking =
  | { readonly what: 'new' | 'new-trust' }
  | { readonly what: 'add' | 'add-trust' | 'revoke-all'; readonly client: Client }
  | { readonly what: 'revoke'; readonly secret: TokenRow }
  | { readonly what: 'revoke-trust'; readonly trust: Trust }
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
  const [added, setAdded] = useState<Trust>();
  const [revoked, setRevoked] = useState('');
  const list = useAnswer(tenant.id, () => trustsApi.list(tenant.id), 4_000);
  const trusts = list.value?.trusts ?? [];
  const clients = clientsOf(rows, trusts);
  const wanted = clients.find(({ secrets }) => secrets.some(({ id }) => id === rotate));
  const asking: Asking =
    opened ?? (wanted && mayChange ? { what: 'add', client: wanted } : undefined);
  const close = (): void => {
    setAsking(undefined);
    onClosed();
  };
  const done = async (): Promise<void> => {
    await Promise.all([again(), list.again()]);
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
        <div className="acts">
          <Button isDisabled={!mayChange} onPress={() => ask({ what: 'new' })}>
            {say('client.new')}
          </Button>
          <Button isDisabled={!mayChange} onPress={() => ask({ what: 'new-trust' })}>
            {say('trust.new')}
          </Button>
        </div>
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
      <ProblemNotice problem={list.problem} />
      {added && trusts.some(({ id }) => id === added.id) ? (
        <div className="card">
          <p>{say('trust.made')}</p>
          <ClientValues scimBaseUrl={tenant.scimBaseUrl} clientId={added.clientId} />
        </div>
      ) : null}
      {clients.map((client) => (
        <ClientCard
          key={client.id}
          client={client}
          nameOf={nameOf}
          onAdd={() => ask({ what: 'add', client })}
          onRevoke={(secret) => ask({ what: 'revoke', secret })}
          onAddTrust={() => ask({ what: 'add-trust', client })}
          onRevokeTrust={(trust) => ask({ what: 'revoke-trust', trust })}
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
      {asking?.what === 'new-trust' || asking?.what === 'add-trust' ? (
        <NewTrust
          taken={[...rows, ...trusts]}
          client={asking.what === 'add-trust' ? asking.client : undefined}
          onMade={async (fresh) => {
            setAdded(fresh);
            await done();
          }}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'revoke-trust' ? (
        <RevokeTrust
          trust={asking.trust}
          onRevoked={async () => {
            setRevoked(trustNameOf(asking.trust));
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
