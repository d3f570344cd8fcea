import { groups } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import type { EventRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { History } from '../history/history';
import { Attributes } from '../values/attributes';
import { Members } from './members';

const FRESH_MS = 15_000;

/** What a group that is gone was called last. */
const lastName = (history: readonly EventRow[] = []): unknown =>
  history.map(({ data }) => data['displayName']).findLast((name) => name !== undefined);

/** One group: the state now, who is in it, and how it came to be. */
export const Group = ({ id }: { id: string }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value, problem } = useAnswer(
    `${tenant.id} ${id}`,
    () => groups.one(tenant.id, id),
    FRESH_MS,
  );
  const name = value?.resource?.['displayName'] ?? lastName(value?.history);
  return (
    <Screen title={typeof name === 'string' ? name : say('groups.one')}>
      <p>
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/groups`}>‹ {say('groups.title')}</Link>
      </p>
      {value ? (
        <>
          {value.resource ? (
            <>
              <section aria-label={say('users.now')} className="card">
                <h2>{say('users.now')}</h2>
                <Attributes resource={value.resource} />
              </section>
              <Members group={id} />
            </>
          ) : (
            <Notice quiet tone="warn" title={say('groups.gone')} />
          )}
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
