import { useState } from 'react';
import { useAnswer } from '../../api/answer';
import type { Endpoint } from '../../api/operator-views';
import { webhooks } from '../../api/webhooks';
import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { Link } from '../../parts/link';
import { Notice, ProblemNotice } from '../../parts/notice';
import { News, rescueFocus, Screen, Waiting } from '../../parts/screen';
import { Table } from '../../parts/table';
import { isolated } from '../../texts/isolated';
import { EndpointState } from './endpoint-state';
import { EndpointSecret } from './endpoint-secret';
import { NewEndpoint } from './new-endpoint';

const FRESH_MS = 5_000;

/** All endpoints with their state, and a new one, whose secret is seen once. */
export const EndpointList = () => {
  const { say } = useTexts();
  const { value, problem, again } = useAnswer('webhooks', webhooks.list, FRESH_MS);
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const done = async (added: { name: string; secret: string }): Promise<void> => {
    setAdding(false);
    setMade(added);
    await again();
    rescueFocus();
  };
  return (
    <Screen
      title={say('webhooks.title')}
      lead={say('webhooks.lead')}
      acts={
        value?.isConfigured ? (
          <Button look="first" onPress={() => setAdding(true)}>
            {say('webhooks.add')}
          </Button>
        ) : null
      }
    >
      <News>{made ? say('webhooks.made', { name: isolated(made.name) }) : ''}</News>
      {made ? <EndpointSecret secret={made.secret} onHidden={() => setMade(undefined)} /> : null}
      <ProblemNotice problem={problem} />
      {value?.isConfigured ? (
        <EndpointTable rows={value.endpoints} />
      ) : value ? (
        <Notice quiet>
          <p>{say('webhooks.off')}</p>
        </Notice>
      ) : problem ? null : (
        <Waiting />
      )}
      {isAdding ? <NewEndpoint onMade={done} onClose={() => setAdding(false)} /> : null}
    </Screen>
  );
};

const EndpointTable = ({ rows }: { rows: readonly Endpoint[] }) => {
  const { say } = useTexts();
  return (
    <Table<Endpoint>
      caption={say('webhooks.title')}
      rows={rows}
      keyOf={({ name }) => name}
      none={say('webhooks.none')}
      columns={[
        {
          title: say('webhooks.name'),
          cell: ({ name }) => <Link to={`/webhooks/${encodeURIComponent(name)}`}>{name}</Link>,
        },
        { title: say('webhooks.url'), cell: ({ url }) => <code className="small">{url}</code> },
        {
          title: say('webhooks.tenant'),
          cell: ({ tenantId }) => tenantId ?? say('webhooks.tenant.all'),
        },
        {
          title: say('webhooks.state'),
          cell: (endpoint) => <EndpointState endpoint={endpoint} />,
        },
      ]}
    />
  );
};
