import type { TenantState } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Link } from '../../parts/link';
import { Name } from '../../parts/name';
import type { Tone } from '../../parts/notice';
import { Table } from '../../parts/table';
import { isolated } from '../../texts/isolated';
import { daysTo, troublesOf, type Trouble } from './trouble';

const TONES: Readonly<Record<Trouble, Tone>> = {
  held: 'bad',
  'still-on': 'bad',
  behind: 'warn',
  'no-token': 'bad',
  refused: 'warn',
  ending: 'warn',
  never: 'calm',
};

/** How each tenant does, and what may be done with it. */
export const TenantTable = ({
  rows,
  now,
  none,
  onLinks,
  onManage,
}: {
  rows: readonly TenantState[];
  now: number;
  none: string;
  onLinks: (tenant: TenantState) => void;
  onManage: (tenant: TenantState) => void;
}) => {
  const { say, number, ago } = useTexts();
  return (
    <Table<TenantState>
      caption={say('operator.title')}
      rows={rows}
      keyOf={({ id }) => id}
      none={none}
      columns={[
        {
          title: say('operator.tenant'),
          cell: ({ id, name }) => (
            <>
              <Link to={`/tenants/${encodeURIComponent(id)}/status`}>
                <Name>{name}</Name>
              </Link>{' '}
              <code className="small">{id}</code>
            </>
          ),
        },
        {
          title: say('operator.state'),
          narrow: true,
          cell: ({ provisioning }) => (
            <Badge tone={provisioning === 'enabled' ? 'good' : 'calm'}>
              {say(`operator.${provisioning}`)}
            </Badge>
          ),
        },
        {
          title: say('operator.trouble'),
          cell: (tenant) => <Troubles tenant={tenant} now={now} />,
        },
        {
          title: say('operator.profile'),
          narrow: true,
          cell: ({ profile }) => say(`profile.${profile}`),
        },
        {
          title: say('operator.last-request'),
          cell: ({ lastRequestAt, requestsLastMinute }) =>
            requestsLastMinute === null
              ? say('operator.rate.off')
              : lastRequestAt === null
                ? say('operator.last-request.never')
                : ago(lastRequestAt),
        },
        {
          title: say('operator.rate'),
          narrow: true,
          cell: ({ requestsLastMinute }) =>
            requestsLastMinute === null ? '–' : number(requestsLastMinute),
        },
        {
          title: say('requests.quirks'),
          cell: ({ quirks }) => (
            <span className="names">
              {quirks.length === 0 ? '–' : quirks.map((one) => <code key={one}>{one}</code>)}
            </span>
          ),
        },
        {
          title: say('tokens.acts'),
          narrow: true,
          cell: (tenant) => (
            <span className="acts acts-tight">
              <Button
                aria-label={say('links.which', { name: isolated(tenant.name) })}
                onPress={() => onLinks(tenant)}
              >
                {say('links.title')}
              </Button>
              <Button
                aria-label={say('manage.title', { name: isolated(tenant.name) })}
                onPress={() => onManage(tenant)}
              >
                {say('manage.open')}
              </Button>
            </span>
          ),
        },
      ]}
    />
  );
};

/** What is wrong with a tenant, in a few words each. */
const Troubles = ({ tenant, now }: { tenant: TenantState; now: number }) => {
  const { say, count } = useTexts();
  const says: Readonly<Record<Trouble, () => string>> = {
    held: () => say('trouble.held'),
    'still-on': () => count('trouble.still-on', tenant.stillOn),
    behind: () => count('trouble.behind', tenant.lag),
    'no-token': () => say('trouble.no-token'),
    refused: () => count('trouble.refused', tenant.refusedLastHour ?? 0),
    ending: () => count('trouble.ending', daysTo(tenant.tokensEndAt ?? '', now)),
    never: () => say('trouble.never'),
  };
  const troubles = troublesOf(tenant, now);
  if (troubles.length === 0) return <>–</>;
  return (
    <ul className="troubles">
      {troubles.map((one) => (
        <li key={one}>
          <Badge tone={TONES[one]}>{says[one]()}</Badge>
        </li>
      ))}
    </ul>
  );
};
