import type { Connection, Status } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { causesOf } from '../status/health';
import { titleOf } from '../requests/advice';
import { heardOf, type Heard } from './heard';
import { MangledNotice } from './mangled';

const SIGNS: Readonly<Record<Heard, string>> = {
  waiting: '',
  good: '✓',
  'until-save': '✓',
  off: '✕',
  refused: '✕',
};

/** Next to the steps: whether the identity provider has sent requests, live. */
export const WaitingForProvider = ({
  connection,
  status,
}: {
  connection: Connection;
  status: Status | undefined;
}) => {
  const texts = useTexts();
  const { say, time, ago } = texts;
  const { tenant } = useTenant();
  const { firstRequestAt, lastRequestAt, mangled } = connection;
  const heard = heardOf(connection, status, Date.now());
  const [cause] = status ? causesOf(status) : [];
  return (
    <aside className="heard" aria-label={say('heard.label')}>
      <h2>{say('heard.label')}</h2>
      <div role="status">
        {heard === 'waiting' ? (
          <p>
            <span className="pulse" aria-hidden="true" /> {say('heard.waiting')}
          </p>
        ) : (
          <p className={`heard-${heard}`}>
            <span aria-hidden="true">{SIGNS[heard]}</span> {say(`heard.${heard}`)}
          </p>
        )}
        {heard === 'refused' && cause ? (
          <p>
            <strong>{titleOf(texts, cause, connection.provider ?? 'other')}</strong>
          </p>
        ) : null}
        <MangledNotice mangled={mangled ?? null} />
      </div>
      {firstRequestAt ? (
        <p className="small">{say('heard.first', { time: time(firstRequestAt) })}</p>
      ) : null}
      {lastRequestAt ? (
        <p className="small">{say('heard.last', { ago: ago(lastRequestAt) })}</p>
      ) : null}
      {heard === 'waiting' ? <p className="small">{say('heard.when')}</p> : null}
      <Link to={`/tenants/${encodeURIComponent(tenant.id)}/requests`}>{say('heard.requests')}</Link>
    </aside>
  );
};
