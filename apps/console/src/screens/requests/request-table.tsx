import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { Link } from '../../parts/link';
import { Table } from '../../parts/table';

export const isRefused = ({ status }: Pick<RequestRow, 'status'>): boolean => status >= 400;

export const StatusBadge = ({ status }: { status: number }) => (
  <Badge tone={isRefused({ status }) ? 'bad' : 'good'}>{String(status)}</Badge>
);

const names = (some: readonly string[]) =>
  some.length === 0 ? '–' : some.map((one) => <code key={one}>{one}</code>);

export const RequestTable = ({ rows }: { rows: readonly RequestRow[] }) => {
  const { say, time, number } = useTexts();
  const { tenant } = useTenant();
  const at = `/tenants/${encodeURIComponent(tenant.id)}/requests`;
  return (
    <Table<RequestRow>
      caption={say('requests.title')}
      rows={rows}
      keyOf={({ id }) => id}
      none={say('requests.none')}
      columns={[
        { title: say('requests.at'), narrow: true, cell: (row) => time(row.at) },
        {
          title: say('requests.request'),
          cell: (row) => (
            <Link to={`${at}/${encodeURIComponent(row.id)}`} className="request-link">
              <strong>{row.method}</strong> <span className="path">{row.path}</span>
            </Link>
          ),
        },
        {
          title: say('requests.status'),
          narrow: true,
          cell: ({ status, count, switchOff }) => (
            <>
              <StatusBadge status={status} />
              {count > 1 ? ` ×${number(count)}` : null}{' '}
              {switchOff ? <Badge tone="bad">{say('requests.switch-off')}</Badge> : null}
            </>
          ),
        },
        {
          title: say('requests.duration'),
          narrow: true,
          cell: ({ ms }) => say('milliseconds', { ms: number(Math.round(ms)) }),
        },
        {
          title: say('requests.token'),
          cell: ({ tokenLabel, test }) => (
            <>
              {tokenLabel || '–'} {test ? <Badge tone="calm">{say('requests.test')}</Badge> : null}
            </>
          ),
        },
        {
          title: say('requests.attributes'),
          cell: ({ attributes }) => <span className="names">{names(attributes)}</span>,
        },
        {
          title: say('requests.quirks'),
          cell: ({ quirks }) => <span className="names">{names(quirks)}</span>,
        },
      ]}
    />
  );
};
