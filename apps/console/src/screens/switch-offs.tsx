import { tenants } from '../api/admin';
import { useAnswer } from '../api/answer';
import { useTexts } from '../frame/speaking';
import { useTenant } from '../frame/tenant';
import { Link } from '../parts/link';
import { Notice } from '../parts/notice';

/** Named in the banner itself; the others are counted. */
const NAMED = 5;

/** Who was to be switched off and is still on is said on every screen: a leaver may log in. */
export const SwitchOffs = () => {
  const { say, sayOr, count, time } = useTexts();
  const { tenant } = useTenant();
  const { value } = useAnswer(tenant.id, () => tenants.switchOffs(tenant.id), 60_000);
  if (!value || value.total === 0) return null;
  const at = `/tenants/${encodeURIComponent(tenant.id)}`;
  const others = value.total - Math.min(NAMED, value.people.length);
  return (
    <Notice quiet tone="bad" title={count('switch-off.title', value.total)}>
      <p>{say('switch-off.text')}</p>
      <ul>
        {value.people
          .slice(0, NAMED)
          .map(({ userId, userName, at: when, requestId, code, attribute }) => (
            <li key={userId}>
              <Link to={`${at}/users/${encodeURIComponent(userId)}`}>
                <bdi>{userName}</bdi>
              </Link>{' '}
              (<code>{userId}</code>):{' '}
              {sayOr(`refused.${code}`, code, { attribute: attribute ?? '' })}
              {', '}
              {time(when)}
              {requestId ? (
                <>
                  {' '}
                  <Link to={`${at}/requests/${encodeURIComponent(requestId)}`}>
                    {say('switch-off.request')}
                  </Link>
                </>
              ) : null}
            </li>
          ))}
      </ul>
      {others > 0 ? <p>{count('switch-off.others', others)}</p> : null}
    </Notice>
  );
};
