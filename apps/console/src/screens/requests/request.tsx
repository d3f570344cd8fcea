import { requests } from '../../api/admin';
import { useAnswer } from '../../api/answer';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { ProblemNotice } from '../../parts/notice';
import { Facts, Screen, Waiting } from '../../parts/screen';
import { useTokenNamer } from '../tokens/token-namer';
import { Explanation } from './explanation';
import { isRefused, StatusBadge } from './request-table';
import { Who } from './who';

/** One request: what was sent, what was answered, and what to do when it was refused. */
export const Request = ({ id }: { id: string }) => {
  const { say, time, number, duration } = useTexts();
  const { tenant } = useTenant();
  const tokenOf = useTokenNamer();
  const { value: row, problem } = useAnswer(`${tenant.id} ${id}`, () =>
    requests.one(tenant.id, id),
  );
  return (
    <Screen title={row ? `${row.method} ${row.path.split('?')[0]}` : say('requests.one')}>
      <p>
        <Link to={`/tenants/${encodeURIComponent(tenant.id)}/requests`}>
          ‹ {say('requests.title')}
        </Link>
      </p>
      {row ? (
        <>
          {isRefused(row) ? <Explanation row={row} /> : null}
          <section className="card" aria-label={say('requests.one')}>
            <h2>{say('requests.one')}</h2>
            <Facts
              facts={[
                [say('requests.at'), time(row.at)],
                [say('requests.request'), <code key="path">{`${row.method} ${row.path}`}</code>],
                [say('requests.status'), <StatusBadge key="status" status={row.status} />],
                ...(row.count > 1
                  ? [[say('requests.count'), `×${number(row.count)}`] as const]
                  : []),
                [say('requests.who'), <Who key="who" row={row} />],
                [say('requests.duration'), duration(row.ms)],
                [say('requests.token'), tokenOf(row.tokenId, row.tokenLabel)],
                [say('requests.attributes'), row.attributes.join(', ') || '–'],
                ...(row.query ? [[say('requests.query'), row.query] as const] : []),
                [say('requests.quirks'), row.quirks.join(', ') || '–'],
                [say('history.correlation'), <code key="id">{row.correlationId}</code>],
              ]}
            />
            {row.body === undefined || row.body === null ? (
              <p className="small">{say('requests.no-body')}</p>
            ) : (
              <>
                <h3>{say('requests.body')}</h3>
                <pre tabIndex={0} aria-label={say('requests.body')}>
                  {typeof row.body === 'string' ? row.body : JSON.stringify(row.body, null, 2)}
                </pre>
              </>
            )}
          </section>
        </>
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : (
        <Waiting />
      )}
    </Screen>
  );
};
