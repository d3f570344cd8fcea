import type { TokenRow, Trust } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import type { Tone } from '../../parts/notice';
import { Table } from '../../parts/table';
import { ClientValues } from '../client-values';
import { ConstraintsOf } from '../constraints';
import { TrustTable } from '../trusts/trust-table';
import { ageOf, type Client, type SecretAge } from './client-secrets';
import { UsedNetworksOf } from './used-networks';

const TONES: Readonly<Record<SecretAge, Tone>> = {
  'new-not-seen': 'warn',
  'old-still-used': 'warn',
  safe: 'good',
};

/** One OAuth client: what is entered at the provider, its secrets with what each waits for, its trusts. */
export const ClientCard = ({
  client,
  nameOf,
  onAdd,
  onRevoke,
  onAddTrust,
  onRevokeTrust,
  onRevokeAll,
}: {
  client: Client;
  nameOf: (id: string) => string;
  onAdd: () => void;
  onRevoke: (secret: TokenRow) => void;
  onAddTrust: () => void;
  onRevokeTrust: (trust: Trust) => void;
  onRevokeAll: () => void;
}) => {
  const { say, ago, count, day, number } = useTexts();
  const { tenant, mayChange } = useTenant();
  const heading = `client-${client.id}`;
  const now = Date.now();
  return (
    <section className="card client" aria-labelledby={heading}>
      <h3 id={heading}>
        <bdi>{client.label}</bdi>
      </h3>
      <details className="fold">
        <summary>{say('client.values')}</summary>
        <ClientValues scimBaseUrl={tenant.scimBaseUrl} clientId={client.id} />
      </details>
      {client.secrets.length > 0 ? (
        <Table<TokenRow>
          caption={say('client.secrets', { label: client.label })}
          rows={client.secrets}
          keyOf={({ id }) => id}
          none=""
          columns={[
            {
              title: say('client.secret'),
              cell: (secret) => {
                const age = ageOf(client, secret, now);
                return (
                  <>
                    <strong>{nameOf(secret.id)}</strong>{' '}
                    {age ? <Badge tone={TONES[age]}>{say(`client.age.${age}`)}</Badge> : null}
                    <ConstraintsOf of={secret.constraints} />
                  </>
                );
              },
            },
            {
              title: say('tokens.used'),
              cell: ({ lastUsedAt, requests, usedNetworks }) => (
                <>
                  {lastUsedAt ? ago(lastUsedAt) : say('tokens.never')}
                  <span className="small">
                    {' · '}
                    {count('tokens.requests', requests, { count: number(requests) })}
                  </span>
                  <UsedNetworksOf of={usedNetworks} />
                </>
              ),
            },
            {
              title: say('tokens.left'),
              narrow: true,
              cell: ({ daysLeft, expiresAt }) => (
                <>
                  {count('days', daysLeft)}
                  <br />
                  <span className="small">{say('tokens.until', { date: day(expiresAt) })}</span>
                </>
              ),
            },
            {
              title: say('tokens.acts'),
              narrow: true,
              cell: (secret) =>
                mayChange ? (
                  <Button
                    look="danger"
                    aria-label={say('client.revoke.which', { label: nameOf(secret.id) })}
                    onPress={() => onRevoke(secret)}
                  >
                    {say('tokens.revoke')}
                  </Button>
                ) : (
                  '–'
                ),
            },
          ]}
        />
      ) : null}
      {client.trusts.length > 0 ? (
        <TrustTable
          caption={say('trust.of', { label: client.label })}
          trusts={client.trusts}
          onRevoke={onRevokeTrust}
        />
      ) : null}
      {mayChange ? (
        <div className="acts">
          <Button aria-label={say('client.rotate.title', { label: client.label })} onPress={onAdd}>
            {say('client.rotate')}
          </Button>
          <Button aria-label={say('trust.add.title', { label: client.label })} onPress={onAddTrust}>
            {say('trust.add')}
          </Button>
          <Button
            look="danger"
            aria-label={say('client.revoke-all.title', { label: client.label })}
            onPress={onRevokeAll}
          >
            {say('client.revoke-all')}
          </Button>
        </div>
      ) : null}
    </section>
  );
};
