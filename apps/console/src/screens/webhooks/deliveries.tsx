import { useState } from 'react';
import { useAct, useAnswer } from '../../api/answer';
import type { Delivery } from '../../api/operator-views';
import { webhooks } from '../../api/webhooks';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import { rescueFocus, Waiting } from '../../parts/screen';
import { Switch } from '../../parts/switch';
import { Table } from '../../parts/table';
import { useAddressed } from '../addressed';
import { failureText } from './failure';

const COUNT = 50;
const FRESH_MS = 5_000;

/** What was sent, and what came back, the newest first. */
export const Deliveries = ({ name }: { name: string }) => {
  const { say } = useTexts();
  const [{ show }, change] = useAddressed({ show: '' });
  const failed = show === 'failed';
  const key = `deliveries ${name} ${show}`;
  const load = () => webhooks.deliveries(name, { failed, count: COUNT });
  const { value, problem } = useAnswer(key, load, FRESH_MS);
  return (
    <section>
      <h2>{say('webhooks.log')}</h2>
      <Switch isOn={failed} onChange={(on) => change({ show: on ? 'failed' : '' })}>
        {say('webhooks.log.failed')}
      </Switch>
      <ProblemNotice problem={problem} />
      {value ? (
        <Log key={key} name={name} failed={failed} newest={value.deliveries} />
      ) : problem ? null : (
        <Waiting />
      )}
    </section>
  );
};

const Log = ({
  name,
  failed,
  newest,
}: {
  name: string;
  failed: boolean;
  newest: readonly Delivery[];
}) => {
  const { say, time, number, duration } = useTexts();
  const [older, setOlder] = useState<readonly Delivery[]>([]);
  const [isWhole, setWhole] = useState(newest.length < COUNT);
  const { busy, problem, run } = useAct();
  const ids = new Set(newest.map(({ id }) => id));
  const rows = [...newest, ...older.filter(({ id }) => !ids.has(id))];
  const more = (): Promise<boolean> =>
    run(async () => {
      const before = rows.at(-1)?.id ?? 1;
      const { deliveries } = await webhooks.deliveries(name, { failed, before, count: COUNT });
      // What moved off the newest page meanwhile stays.
      setOlder([...rows, ...deliveries]);
      setWhole(deliveries.length < COUNT);
    });
  return (
    <>
      <Table<Delivery>
        caption={say('webhooks.log')}
        rows={rows}
        keyOf={({ id }) => String(id)}
        none={say(failed ? 'webhooks.log.none.failed' : 'webhooks.log.none')}
        columns={[
          { title: say('webhooks.log.sent'), cell: ({ sentAt }) => time(sentAt) },
          { title: say('webhooks.tenant'), cell: ({ tenantId }) => tenantId },
          {
            title: say('webhooks.log.positions'),
            cell: ({ fromPosition: from, toPosition: to }) =>
              from === to ? number(from) : `${number(from)}–${number(to)}`,
          },
          { title: say('webhooks.log.answer'), cell: (one) => <AnswerOf delivery={one} /> },
          { title: say('webhooks.log.took'), cell: ({ ms }) => duration(ms), extra: true },
        ]}
      />
      <ProblemNotice problem={problem} />
      {isWhole ? null : (
        <Button busy={busy} onPress={() => void more().then(rescueFocus)}>
          {say('webhooks.log.older')}
        </Button>
      )}
    </>
  );
};

const AnswerOf = ({ delivery: { status, failure, excerpt } }: { delivery: Delivery }) => {
  const texts = useTexts();
  if (failure === null)
    return (
      <Badge tone="good">{texts.say('webhooks.log.accepted', { status: status ?? '' })}</Badge>
    );
  return (
    <>
      <Badge tone="bad">{failureText(texts, failure)}</Badge>
      {excerpt ? <p className="small">{excerpt}</p> : null}
    </>
  );
};
