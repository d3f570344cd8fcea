import type { Cause, Status } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { Table } from '../../parts/table';
import { titleOf } from '../requests/advice';
import { logOf } from './to-do';

/** What was refused in the last day, by cause, each with its requests. */
export const Refusals = ({ status: { lastDay, provider } }: { status: Status }) => {
  const texts = useTexts();
  const { say, count, number, time } = texts;
  const { tenant } = useTenant();
  const place = `/tenants/${encodeURIComponent(tenant.id)}`;
  return (
    <section aria-labelledby="refusals">
      <h2 id="refusals">{say('status.refused')}</h2>
      {lastDay ? (
        <>
          <p className="small">
            {say('status.counted', {
              accepted: count('status.accepted', lastDay.accepted.requests),
              refused: count('status.were-refused', lastDay.refused.requests),
              time: time(lastDay.from),
            })}
          </p>
          <Table<Cause>
            caption={say('status.refused')}
            rows={lastDay.refusals}
            keyOf={({ code, attribute, refused }) =>
              [code, attribute, ...refused.map((one) => one.attribute)].join(' ')
            }
            none={say('status.refused.none')}
            columns={[
              {
                title: say('status.why'),
                cell: (cause) => (
                  <Link to={`${place}${logOf(cause)}`}>
                    {titleOf(texts, cause, provider ?? 'other')}
                  </Link>
                ),
              },
              {
                title: say('status.times'),
                narrow: true,
                cell: ({ requests }) => number(requests),
              },
              { title: say('status.newest'), narrow: true, cell: ({ lastAt }) => time(lastAt) },
            ]}
          />
        </>
      ) : (
        <p className="none">{say('status.unlogged')}</p>
      )}
    </section>
  );
};
