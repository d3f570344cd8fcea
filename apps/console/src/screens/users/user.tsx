import { users } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { EventRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Badge } from '../../parts/badge';
import { Link } from '../../parts/link';
import { ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { History } from '../history/history';
import { Attributes } from '../values/attributes';

/** What somebody who is gone was called last. */
const lastName = (history: readonly EventRow[] = []): unknown =>
  history
    .map(({ data }) => data['userName'] ?? data['login'])
    .findLast((name) => name !== undefined);

/** One user: the state now, and how it came to be. */
export const User = ({ id }: { id: string }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value, problem } = useAnswer(`${tenant.id} ${id}`, () => users.one(tenant.id, id), 5_000);
  const resource = value?.resource;
  const gone = value !== undefined && !resource;
  const active = resource?.['active'] !== false;
  const state = gone ? 'users.gone' : active ? 'users.active' : 'users.inactive';
  return (
    <Screen title={String(resource?.['userName'] ?? lastName(value?.history) ?? say('users.one'))}>
      <p>
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/users`}>‹ {say('users.title')}</Link>
      </p>
      {value ? (
        <>
          <p>
            <Badge tone={gone ? 'bad' : active ? 'good' : 'calm'}>{say(state)}</Badge>{' '}
            {say(`${state}.means`)}
          </p>
          {resource ? (
            <section aria-label={say('users.now')} className="card">
              <h2>{say('users.now')}</h2>
              <Attributes resource={resource} />
            </section>
          ) : null}
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
