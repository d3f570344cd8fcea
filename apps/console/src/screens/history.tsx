import { tokens } from '../api/admin';
import { useAnswer } from '../api/answer';
import type { EventRow } from '../api/views';
import { useTexts } from '../frame/speaking';
import { useTenant } from '../frame/tenant';
import { actorOf } from './actor';

/** What happened to one user or one group, event by event, newest first. */
export const History = ({ events }: { events: readonly EventRow[] }) => {
  const { say, sayOr, time } = useTexts();
  const { tenant } = useTenant();
  const { value: made } = useAnswer(tenant.id, () => tokens.list(tenant.id));
  const labels = new Map(made?.tokens.map(({ id, label }) => [`token:${id}`, label]));
  const newestFirst = [...events].sort((a, b) => b.position - a.position);
  return (
    <section aria-label={say('history.title')}>
      <h2>{say('history.title')}</h2>
      <ol className="history">
        {newestFirst.map(({ position, type, time: at, actor, correlationId, data }) => (
          <li key={position} className="history-event">
            <h3>{sayOr(`event.${type}`, type)}</h3>
            <p className="small">
              {time(at)} · {actorOf(actor, labels.get(actor), sayOr)} ·{' '}
              {say('history.position', { position })}
            </p>
            <Changes data={data} />
            <p className="small faint">
              {say('history.correlation')} <code>{correlationId}</code>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** What names the user or the group itself: it stands above the history. */
const SAID_ABOVE = new Set(['userId', 'groupId', 'login']);

/** Names and values of an event: what it set, and what it took away. */
const Changes = ({ data }: { data: Readonly<Record<string, unknown>> }) => {
  const { say } = useTexts();
  const { set, unset, attributes, ...rest } = data;
  const values = Object.entries<unknown>({
    ...rest,
    ...(isObject(attributes) ? attributes : {}),
    ...(isObject(set) ? set : {}),
  }).filter(([name]) => !SAID_ABOVE.has(name));
  const gone = Array.isArray(unset) ? unset.map(String) : [];
  if (values.length + gone.length === 0) return null;
  return (
    <dl className="changes">
      {values.map(([name, value]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{shown(value)}</dd>
        </div>
      ))}
      {gone.map((name) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd className="faint">{say('history.unset')}</dd>
        </div>
      ))}
    </dl>
  );
};
