import type { Connection, Status } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { causesOf } from '../status/health';
import { titleOf } from '../requests/advice';
import { contactOf, type Contact } from './contact';
import { MangledNotice } from './mangled';

const SIGNS: Readonly<Record<Contact, string>> = {
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
  const contact = contactOf(connection, status, Date.now());
  const [cause] = status ? causesOf(status) : [];
  return (
    <aside className="contact" aria-label={say('contact.label')}>
      <h2>{say('contact.label')}</h2>
      <div role="status">
        {contact === 'waiting' ? (
          <p>
            <span className="pulse" aria-hidden="true" /> {say('contact.waiting')}
          </p>
        ) : (
          <p className={`contact-${contact}`}>
            <span aria-hidden="true">{SIGNS[contact]}</span> {say(`contact.${contact}`)}
          </p>
        )}
        {contact === 'refused' && cause ? (
          <p>
            <strong>{titleOf(texts, cause, connection.provider ?? 'other')}</strong>
          </p>
        ) : null}
        <MangledNotice mangled={mangled ?? null} />
      </div>
      {firstRequestAt ? (
        <p className="small">{say('contact.first', { time: time(firstRequestAt) })}</p>
      ) : null}
      {lastRequestAt ? (
        <p className="small">{say('contact.last', { ago: ago(lastRequestAt) })}</p>
      ) : null}
      {contact === 'waiting' ? <p className="small">{say('contact.when')}</p> : null}
      <Link to={`/tenants/${encodeURIComponent(tenant.id)}/requests`}>
        {say('contact.requests')}
      </Link>
    </aside>
  );
};
