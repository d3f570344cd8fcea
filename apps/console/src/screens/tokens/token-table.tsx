import type { TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import type { Tone } from '../../parts/notice';
import { Table } from '../../parts/table';
import { ConstraintsOf } from '../constraints';
import { actorOf } from '../actor';
import { UsedNetworksOf } from './used-networks';

const TONES: Readonly<Record<TokenRow['status'], Tone>> = {
  live: 'good',
  expired: 'bad',
  revoked: 'calm',
};

/** Live ones first, then by the newest. */
const inOrder = (rows: readonly TokenRow[]): readonly TokenRow[] =>
  [...rows].sort(
    (a, b) =>
      Number(b.status === 'live') - Number(a.status === 'live') ||
      b.createdAt.localeCompare(a.createdAt),
  );

export const TokenTable = ({
  rows,
  nameOf,
  mayRotate,
  mayChange,
  onRevoke,
  onRotate,
}: {
  rows: readonly TokenRow[];
  nameOf: (id: string) => string;
  /** False while a rotation runs: one at a time. */
  mayRotate: boolean;
  mayChange: boolean;
  onRevoke: (token: TokenRow) => void;
  onRotate: (token: TokenRow) => void;
}) => {
  const { say, sayOr, count, day, ago, number } = useTexts();
  return (
    <Table<TokenRow>
      caption={say('tokens.title')}
      rows={inOrder(rows)}
      keyOf={({ id }) => id}
      none={say('tokens.none')}
      columns={[
        {
          title: say('tokens.label'),
          cell: ({ id, rotation, constraints }) => (
            <>
              <strong>{nameOf(id)}</strong>{' '}
              {rotation ? <Badge tone="warn">{say(`rotation.${rotation}`)}</Badge> : null}
              <ConstraintsOf of={constraints} />
            </>
          ),
        },
        {
          title: say('tokens.state'),
          narrow: true,
          cell: ({ status }) => <Badge tone={TONES[status]}>{say(`token.${status}`)}</Badge>,
        },
        {
          title: say('tokens.made'),
          cell: ({ createdAt, createdBy }) =>
            say('tokens.made.by', {
              date: day(createdAt),
              who: actorOf(createdBy, undefined, sayOr),
            }),
        },
        {
          title: say('tokens.used'),
          cell: ({ lastUsedAt, requests, usedNetworks }) => (
            <>
              {lastUsedAt ? ago(lastUsedAt) : say('tokens.never')}
              {requests === undefined ? null : (
                <span className="small">
                  {' · '}
                  {count('tokens.requests', requests, { count: number(requests) })}
                </span>
              )}
              <UsedNetworksOf of={usedNetworks} />
            </>
          ),
        },
        {
          title: say('tokens.left'),
          narrow: true,
          cell: ({ status, daysLeft, expiresAt }) =>
            status === 'live' ? (
              <>
                {count('days', daysLeft)}
                <br />
                <span className="small">{say('tokens.until', { date: day(expiresAt) })}</span>
              </>
            ) : (
              '–'
            ),
        },
        {
          title: say('tokens.acts'),
          narrow: true,
          cell: (token) =>
            token.status === 'live' && mayChange ? (
              <span className="acts acts-tight">
                {mayRotate ? (
                  <Button
                    aria-label={say('tokens.rotate.which', { label: nameOf(token.id) })}
                    onPress={() => onRotate(token)}
                  >
                    {say('tokens.rotate')}
                  </Button>
                ) : null}
                <Button
                  look="danger"
                  aria-label={say('tokens.revoke.which', { label: nameOf(token.id) })}
                  onPress={() => onRevoke(token)}
                >
                  {say('tokens.revoke')}
                </Button>
              </span>
            ) : (
              '–'
            ),
        },
      ]}
    />
  );
};
