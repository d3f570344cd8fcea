import { groups } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { Notice, ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { History } from '../history';
import { Attributes } from '../resource';

/** One group: the state now, and how it came to be. */
export const Group = ({ id }: { id: string }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const { value, problem } = useAnswer(
    `${tenant.id} ${id}`,
    () => groups.one(tenant.id, id),
    5_000,
  );
  return (
    <Screen title={String(value?.resource?.['displayName'] ?? say('groups.one'))}>
      <p>
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/groups`}>‹ {say('groups.title')}</Link>
      </p>
      {value ? (
        <>
          {value.resource ? (
            <section aria-label={say('users.now')} className="card">
              <h2>{say('users.now')}</h2>
              <Attributes resource={value.resource} />
            </section>
          ) : (
            <Notice quiet tone="warn" title={say('users.gone')} />
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
