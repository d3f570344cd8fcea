import { users } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { Link } from '../../parts/link';
import { ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { History } from '../history';
import { Attributes } from '../resource';

const GONE = 'UserDeprovisioned';

/** One user: the state now, and how it came to be. */
export const User = ({ id }: { id: string }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value, problem } = useAnswer(`${tenant.id} ${id}`, () => users.one(tenant.id, id), 5_000);
  const resource = value?.resource ?? {};
  const gone = value?.history.some(({ type }) => type === GONE) ?? false;
  const active = resource['active'] !== false;
  const state = gone ? 'users.gone' : active ? 'users.active' : 'users.inactive';
  return (
    <Screen title={String(resource['userName'] ?? say('users.one'))}>
      <p>
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/users`}>‹ {say('users.title')}</Link>
      </p>
      {value ? (
        <>
          <p>
            <Badge tone={gone ? 'bad' : active ? 'good' : 'calm'}>{say(state)}</Badge>{' '}
            {say(`${state}.means`)}
          </p>
          <section aria-label={say('users.now')} className="card">
            <h2>{say('users.now')}</h2>
            <Attributes resource={resource} />
          </section>
          <History events={value.history} />
        </>
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : (
        <Waiting />
      )}
    </Screen>
  );
};
