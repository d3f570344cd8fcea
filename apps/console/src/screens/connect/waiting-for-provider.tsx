import type { Connection } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';

/** Beside the steps: whether the identity provider was heard, as it happens. */
export const WaitingForProvider = ({ connection }: { connection: Connection }) => {
  const { say, time, ago } = useTexts();
  const { tenant } = useTenant();
  const { firstRequestAt, lastRequestAt } = connection;
  return (
    <aside className="heard" aria-label={say('heard.label')}>
      <h2>{say('heard.label')}</h2>
      <div role="status">
        {firstRequestAt ? (
          <p className="heard-good">
            <span aria-hidden="true">✓</span> {say('heard.first', { time: time(firstRequestAt) })}
          </p>
        ) : (
          <p>
            <span className="pulse" aria-hidden="true" /> {say('heard.waiting')}
          </p>
        )}
      </div>
      {lastRequestAt ? (
        <p className="small">{say('heard.last', { ago: ago(lastRequestAt) })}</p>
      ) : null}
      <p className="small">{say(firstRequestAt ? 'heard.see' : 'heard.when')}</p>
      <Link to={`/tenants/${encodeURIComponent(tenant.id)}/requests`}>{say('heard.requests')}</Link>
    </aside>
  );
};
