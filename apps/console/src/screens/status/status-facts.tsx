import type { Status } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { wayOfCredential } from '../../guides/ways';
import { Link } from '../../parts/link';
import { Facts } from '../../parts/screen';
import { actorOf } from '../actor';
import { nameOf } from '../tokens/names';

/** On or off since when, the last request, the people, the token in use. */
export const StatusFacts = ({ status }: { status: Status }) => {
  const { say, sayOr, count, time, ago, day } = useTexts();
  const { tenant } = useTenant();
  const place = `/tenants/${encodeURIComponent(tenant.id)}`;
  const { provisioning, since, by, lastRequestAt, people, credential, provider } = status;
  const state = provisioning === 'enabled' ? 'on' : 'off';
  const who = by ? actorOf(by, undefined, sayOr) : '';
  return (
    <Facts
      facts={[
        [
          say('status.provisioning'),
          since ? say(`status.${state}`, { time: time(since), who }) : say(`switch.is-${state}`),
        ],
        [
          say('status.last'),
          lastRequestAt ? (
            <>
              {ago(lastRequestAt)} <span className="small">({time(lastRequestAt)})</span>
            </>
          ) : (
            say('status.last.none')
          ),
        ],
        [
          say('status.people'),
          people ? (
            <Link to={`${place}/users`}>
              {say('status.people.are', {
                active: count('status.active', people.active),
                inactive: count('status.inactive', people.inactive),
              })}
            </Link>
          ) : (
            say('status.unknown')
          ),
        ],
        [
          say('status.credential'),
          credential ? (
            <>
              <Link to={`${place}/tokens`}>{nameOf(credential)}</Link> (
              {say(`way.${wayOfCredential(credential)}`)}){', '}
              {credential.expiresAt === null
                ? say('status.credential.endless')
                : say('status.credential.ends', {
                    date: day(credential.expiresAt),
                    days: count('days', credential.daysLeft ?? 0),
                  })}
              <span className="small">
                {' · '}
                {credential.lastUsedAt
                  ? say('rotation.last', { ago: ago(credential.lastUsedAt) })
                  : say('tokens.never')}
              </span>
            </>
          ) : (
            <strong className="bad">{say('status.credential.none')}</strong>
          ),
        ],
        [say('provider.label'), provider ? say(`provider.${provider}`) : say('status.unchosen')],
      ]}
    />
  );
};
