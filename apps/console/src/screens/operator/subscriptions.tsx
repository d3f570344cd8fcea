import { useState } from 'react';
import { useAct, useAnswer } from '../../api/answer';
import { ask } from '../../api/ask';
import type { Subscription, Subscriptions as Listed } from '../../api/operator-views';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { Notice, ProblemNotice, type Tone } from '../../parts/notice';
import { News, rescueFocus, Screen, Waiting } from '../../parts/screen';
import { Table } from '../../parts/table';
import { useSubscriptionTexts } from './subscription-texts';

const FRESH_MS = 5_000;
const MINUTE_S = 60;
/** The alert fires after so long. */
const LATE_S = 300;

/** Which services follow the events, how far each is, and what it holds. */
export const Subscriptions = () => {
  const { say } = useTexts();
  const text = useSubscriptionTexts();
  const { value, problem, again } = useAnswer(
    'subscriptions',
    () => ask<Listed>('GET', '/subscriptions'),
    FRESH_MS,
  );
  const [deleting, remove] = useState<string>();
  const [said, setSaid] = useState('');
  const done = async (news: string): Promise<void> => {
    remove(undefined);
    setSaid(news);
    await again();
    rescueFocus();
  };
  return (
    <Screen title={say('subscriptions.title')} lead={text('lead')}>
      <News>{said}</News>
      <ProblemNotice problem={problem} />
      {value?.isConfigured ? (
        <SubscriptionTable rows={value.subscriptions} onDelete={remove} />
      ) : value ? (
        <Notice quiet>
          <p>{text('off')}</p>
        </Notice>
      ) : problem ? null : (
        <Waiting />
      )}
      {deleting === undefined ? null : (
        <DeleteSubscription name={deleting} onDone={done} onClose={() => remove(undefined)} />
      )}
    </Screen>
  );
};

const SubscriptionTable = ({
  rows,
  onDelete,
}: {
  rows: readonly Subscription[];
  onDelete: (name: string) => void;
}) => {
  const { say, ago } = useTexts();
  const text = useSubscriptionTexts();
  return (
    <Table<Subscription>
      caption={say('subscriptions.title')}
      rows={rows}
      keyOf={({ name }) => name}
      none={text('none')}
      columns={[
        {
          title: text('name'),
          cell: ({ name, kind }) => (
            <>
              <strong>{name}</strong> <span className="small">{text(kind)}</span>
            </>
          ),
        },
        { title: text('client'), cell: ({ client }) => client ?? '–' },
        { title: text('state'), cell: (one) => <State subscription={one} /> },
        { title: text('seen'), cell: ({ lastSeen }) => ago(lastSeen) },
        {
          title: say('tokens.acts'),
          narrow: true,
          cell: ({ name, kind }) =>
            kind === 'webhook' ? (
              '–'
            ) : (
              <Button aria-label={text('delete.title', { name })} onPress={() => onDelete(name)}>
                {text('delete')}
              </Button>
            ),
        },
      ]}
    />
  );
};

const toneOf = ({ oldestUnacknowledgedDeactivationSeconds: age }: Subscription): Tone =>
  age === null ? 'good' : age < LATE_S ? 'warn' : 'bad';

/** How far it is, and a line for each tenant that stands still. */
const State = ({ subscription }: { subscription: Subscription }) => {
  const { number, duration, ago, time } = useTexts();
  const text = useSubscriptionTexts();
  const { oldestUnacknowledgedDeactivationSeconds: age, tenantsBehind, halted } = subscription;
  const behind = (seconds: number): string =>
    seconds < MINUTE_S
      ? text('behind', { time: duration(seconds * 1_000) })
      : text('late', {
          ago: ago(new Date(Date.now() - seconds * 1_000).toISOString()),
        });
  const current =
    tenantsBehind === 0 ? text('current') : text('newer', { count: number(tenantsBehind) });
  return (
    <ul className="troubles">
      <li>
        <Badge tone={toneOf(subscription)}>{age === null ? current : behind(age)}</Badge>
      </li>
      {halted.map(({ tenantId, since, reason, waiting }) => (
        <li key={tenantId}>
          <Badge tone={waiting ? 'warn' : 'bad'}>
            {text(waiting ? 'waits' : 'holds', {
              tenant: tenantId,
              time: time(since),
              reason,
            })}
          </Badge>
        </li>
      ))}
    </ul>
  );
};

const DeleteSubscription = ({
  name,
  onDone,
  onClose,
}: {
  name: string;
  onDone: (said: string) => Promise<void>;
  onClose: () => void;
}) => {
  const text = useSubscriptionTexts();
  const { busy, problem, run } = useAct();
  const act = (): Promise<boolean> =>
    run(async () => {
      await ask<void>('DELETE', `/subscriptions/${encodeURIComponent(name)}`);
      await onDone(text('deleted', { name }));
    });
  return (
    <Confirm
      title={text('delete.title', { name })}
      act={text('delete')}
      busy={busy}
      problem={problem}
      onAct={() => void act()}
      onClose={onClose}
    >
      <p>{text('delete.text')}</p>
    </Confirm>
  );
};
