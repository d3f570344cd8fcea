import { tokens } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { EventRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { Name } from '../../parts/name';
import { isolated } from '../../texts/isolated';
import { actorOf } from '../actor';
import { AttributeName } from '../values/attributes';
import { sentenceOf } from './sentence';
import { stepsOf, type Change, type Step } from './steps';

/** What happened to one user or one group, event by event, newest first. */
export const History = ({ events }: { events: readonly EventRow[] }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value: made } = useAnswer(tenant.id, () => tokens.list(tenant.id));
  const labels = new Map(made?.tokens.map(({ id, label }) => [`token:${id}`, label]));
  const steps = [...stepsOf(events)].reverse();
  const first = steps.at(-1)?.event;
  return (
    <section aria-label={say('history.title')}>
      <h2>{say('history.title')}</h2>
      <ol className="history">
        {steps.map((step) => (
          <Event key={step.event.position} step={step} label={labels.get(step.event.actor)} />
        ))}
      </ol>
      {first && first.streamVersion > 1 ? (
        <p className="small">{say('history.older', { count: steps.length })}</p>
      ) : null}
    </section>
  );
};

const Event = ({ step, label }: { step: Step; label: string | undefined }) => {
  const texts = useTexts();
  const { say, sayOr, time } = texts;
  const { tenant } = useTenant();
  const { type, position, time: at, actor, correlationId } = step.event;
  const about = new URLSearchParams({ correlation: correlationId, at }).toString();
  const log = `/tenants/${encodeURIComponent(tenant.id)}/requests?${about}`;
  return (
    <li className="history-event">
      <h3>{sayOr(`event.${type}`, type)}</h3>
      <p>{sentenceOf(step, texts)}</p>
      <Changes changes={step.changes} />
      <p className="small">
        {time(at)} · {actorOf(actor, label && isolated(label), sayOr)} ·{' '}
        {say('history.position', { position })}
        {actor.startsWith('token:') ? (
          <>
            {' · '}
            <Link to={log}>{say('history.request')}</Link>
          </>
        ) : null}
      </p>
    </li>
  );
};

/** What changed, with what it was before. */
const Changes = ({ changes }: { changes: readonly Change[] }) =>
  changes.length === 0 ? null : (
    <dl className="changes">
      {changes.map((change) => (
        <div key={change.full}>
          <dt>
            <AttributeName row={change} />
          </dt>
          <dd>
            <Value change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );

const Value = ({ change: { before, after } }: { change: Change }) => {
  const { say } = useTexts();
  const was = before.known ? before.value : undefined;
  return (
    <>
      {was === undefined ? null : (
        <>
          <del>
            <span className="unseen">{say('history.before')} </span>
            <Name>{was}</Name>
          </del>{' '}
          <span aria-hidden="true">→</span>{' '}
        </>
      )}
      {after === undefined ? (
        <span className="faint">{say('history.unset')}</span>
      ) : (
        <ins>
          {was === undefined ? null : <span className="unseen">{say('history.after')} </span>}
          <Name>{after}</Name>
        </ins>
      )}
    </>
  );
};
