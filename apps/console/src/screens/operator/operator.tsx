import { useState } from 'react';
import { tenants } from '../../api/admin';
import { useKeptAnswer } from '../../api/answer';
import type { TenantState } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Link } from '../../parts/link';
import { ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { Table } from '../../parts/table';
import { Turner } from '../../parts/turner';
import { Links } from './links';
import { NewTenant } from './new-tenant';

/** All tenants: their state, how far their events are told, their traffic, their dialects. */
export const Operator = () => {
  const { say, number } = useTexts();
  const [turned, turn] = useState<readonly string[]>([]);
  const after = turned.at(-1);
  const { value, problem, again } = useKeptAnswer(
    `overview ${after}`,
    () => tenants.overview(after),
    5_000,
  );
  const [creating, setCreating] = useState(false);
  const [linking, setLinking] = useState<TenantState>();
  return (
    <Screen
      title={say('operator.title')}
      lead={say('operator.lead')}
      acts={
        <Button look="first" onPress={() => setCreating(true)}>
          {say('operator.create')}
        </Button>
      }
    >
      <ProblemNotice problem={problem} />
      {value ? (
        <>
          <Table<TenantState>
            caption={say('operator.title')}
            rows={value.tenants}
            keyOf={({ id }) => id}
            none={say('operator.none')}
            columns={[
              {
                title: say('operator.tenant'),
                cell: ({ id, name }) => (
                  <>
                    <Link to={`/tenants/${encodeURIComponent(id)}/status`}>{name}</Link>{' '}
                    <code className="small">{id}</code>
                  </>
                ),
              },
              {
                title: say('operator.profile'),
                narrow: true,
                cell: ({ profile }) => say(`profile.${profile}`),
              },
              {
                title: say('operator.state'),
                narrow: true,
                cell: ({ provisioning, held }) => (
                  <span className="names">
                    <Badge tone={provisioning === 'enabled' ? 'good' : 'calm'}>
                      {say(`operator.${provisioning}`)}
                    </Badge>
                    {held ? <Badge tone="bad">{say('operator.held')}</Badge> : null}
                  </span>
                ),
              },
              {
                title: say('operator.lag'),
                narrow: true,
                cell: ({ lag, position }) =>
                  say('operator.lag.of', { lag: number(lag), position: number(position) }),
              },
              {
                title: say('operator.rate'),
                narrow: true,
                cell: ({ requestsLastMinute }) =>
                  requestsLastMinute === null
                    ? say('operator.rate.off')
                    : number(requestsLastMinute),
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
                  <Button
                    aria-label={say('links.which', { name: tenant.name })}
                    onPress={() => setLinking(tenant)}
                  >
                    {say('links.title')}
                  </Button>
                ),
              },
            ]}
          />
          <Turner turned={turned} next={value.next} onTurn={turn} />
        </>
      ) : problem ? null : (
        <Waiting />
      )}
      {creating ? (
        <NewTenant
          onMade={async () => {
            setCreating(false);
            await again();
          }}
          onClose={() => setCreating(false)}
        />
      ) : null}
      {linking ? <Links tenant={linking} onClose={() => setLinking(undefined)} /> : null}
    </Screen>
  );
};
