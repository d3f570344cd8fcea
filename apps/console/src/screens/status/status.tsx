import { useEffect } from 'react';
import type { Status } from '../../api/views';
import { connection as api } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import { ReturnLink } from '../../frame/foot';
import { go, usePath } from '../../frame/paths';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { PasteBox } from '../connect/paste-box';
import { Stale } from '../stale';
import { healthOf, isBad, type Health } from './health';
import { Refusals } from './refusals';
import { useFreshConnectionState, useSetUp, useConnectionState } from './connection-state';
import { StatusFacts } from './status-facts';
import { ToDoList } from './to-do-list';
import { thingsToDo } from './to-do';

/** How the connection does now, and what to do. While it was never set up, the steps stand here. */
export const StatusScreen = () => {
  const { say } = useTexts();
  const { tenant, mayChange } = useTenant();
  const { status, problem, at } = useFreshConnectionState();
  const setUp = useSetUp();
  const path = usePath();
  const place = `/tenants/${encodeURIComponent(tenant.id)}`;
  const wanted = setUp === false ? `${place}/settings` : `${place}/status`;
  useEffect(() => {
    if (path !== wanted) go(wanted, true);
  }, [path, wanted]);
  if (path !== wanted) return null;
  return (
    <Screen title={say('status.title')}>
      <Stale problem={problem} at={at} />
      {mayChange ? null : <Notice quiet tone="warn" title={say('viewer')} />}
      {status ? (
        <Now status={status} />
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : (
        <Waiting />
      )}
    </Screen>
  );
};

const Now = ({ status }: { status: Status }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const now = Date.now();
  const health = healthOf(status, now);
  const { secret } = useConnectionState();
  const isWaiting = health === 'waiting';
  const isFirst = status.firstRequestAt === null;
  const { value: connection } = useAnswer(tenant.id, () => api.read(tenant.id), 4_000);
  const todos = thingsToDo(status, connection?.mangled, now);
  return (
    <div className="status">
      <div role="status">
        <Headline health={health} />
      </div>
      <section aria-labelledby="to-do">
        <h2 id="to-do">{say('todo.title')}</h2>
        <div aria-live="polite">
          <ToDoList todos={todos} status={status} mangled={connection?.mangled ?? null} />
        </div>
      </section>
      {connection && isWaiting && (secret || isFirst) ? <PasteBox connection={connection} /> : null}
      <section aria-labelledby="facts">
        <h2 id="facts">{say('status.facts')}</h2>
        <StatusFacts status={status} />
      </section>
      <Refusals status={status} />
    </div>
  );
};

const Headline = ({ health }: { health: Health }) => {
  const { say, sayOr } = useTexts();
  const tone = isBad(health) ? 'bad' : health === 'well' ? 'good' : 'calm';
  return (
    <Notice quiet tone={tone} title={sayOr(`health.${health}`, health)}>
      <p>
        {health === 'waiting' ? <span className="pulse" aria-hidden="true" /> : null}
        {sayOr(`health.${health}.means`, say('status.title'))}
      </p>
      {isBad(health) ? null : <ReturnLink />}
    </Notice>
  );
};
