import type { Trust } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { Table } from '../../parts/table';
import { ConstraintsOf } from '../constraints';
import { nameOf } from '../tokens/names';
import { UsedNetworksOf } from '../tokens/used-networks';
import { TrustFacts } from './trust-facts';

/** The trusts of a client: what each compares, when it was used last, and its end. */
export const TrustTable = ({
  caption,
  trusts,
  onRevoke,
}: {
  caption: string;
  trusts: readonly Trust[];
  onRevoke: (trust: Trust) => void;
}) => {
  const { say, ago } = useTexts();
  const { mayChange } = useTenant();
  return (
    <Table<Trust>
      caption={caption}
      rows={trusts}
      keyOf={({ id }) => id}
      none=""
      columns={[
        {
          title: say('trust.column'),
          cell: (trust) => (
            <>
              <strong>{nameOf(trust)}</strong>{' '}
              <span className="small">{say(`trust.method.${trust.method}`)}</span>
              <ConstraintsOf of={trust.constraints} />
              <details className="fold">
                <summary>{say('trust.facts')}</summary>
                <TrustFacts trust={trust} />
              </details>
            </>
          ),
        },
        {
          title: say('tokens.used'),
          cell: ({ lastUsedAt, usedNetworks }) => (
            <>
              {lastUsedAt ? ago(lastUsedAt) : say('tokens.never')}
              <UsedNetworksOf of={usedNetworks} />
            </>
          ),
        },
        {
          title: say('tokens.acts'),
          narrow: true,
          cell: (trust) =>
            mayChange ? (
              <Button
                look="danger"
                aria-label={say('trust.revoke.which', { label: nameOf(trust) })}
                onPress={() => onRevoke(trust)}
              >
                {say('tokens.revoke')}
              </Button>
            ) : (
              '–'
            ),
        },
      ]}
    />
  );
};
