import { useState } from 'react';
import { connection, requests, type RequestFilter } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { RequestRow } from '../../api/views';
import { useAddressQuery } from '../../frame/address-query';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import { rescueFocus, Screen, Waiting } from '../../parts/screen';
import { useLate } from '../late';
import { Capture } from './capture';
import { filterOf, filterTexts } from './filter';
import { Filters } from './filters';
import { useLive } from './live';
import { RequestTable } from './request-table';

/** What the identity provider sent and what was answered, newest first, as it happens. */
export const Requests = () => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const [query, setQuery] = useAddressQuery(`/tenants/${encodeURIComponent(tenant.id)}/requests`);
  const texts = filterTexts(query);
  const key = useLate(JSON.stringify(filterOf(texts)));
  const filter = JSON.parse(key) as RequestFilter;
  const { value, problem, again } = useAnswer(`${tenant.id} ${key}`, () =>
    requests.list(tenant.id, filter),
  );
  const shows = ({ id, count }: RequestRow): boolean | undefined =>
    problem ? false : value?.requests.some((one) => one.id === id && one.count >= count);
  const live = useLive(tenant.id, shows, () => void again());
  const isEmpty = filter.user !== undefined && value?.requests.length === 0 && !value.next;
  return (
    <Screen title={say('requests.title')} lead={say('requests.lead')}>
      <Capture />
      <Filters
        texts={texts}
        onChange={(name, text) =>
          setQuery({ [name]: text, ...(name === 'correlation' ? { at: '' } : {}) })
        }
        live={live}
      />
      <ProblemNotice problem={problem} />
      {isEmpty ? <p className="small">{say('requests.none.user')}</p> : null}
      {value ? <Pages key={key} filter={filter} first={value} /> : problem ? null : <Waiting />}
    </Screen>
  );
};

interface Page {
  readonly requests: readonly RequestRow[];
  readonly next: string | null;
  /** Where a search ended for its time before the page was full. */
  readonly lookedTo: string | null;
}

/** The newest page, kept current, and below it the older ones that were loaded. */
const Pages = ({ filter, first }: { filter: RequestFilter; first: Page }) => {
  const { say, time } = useTexts();
  const { tenant } = useTenant();
  const { value: connected } = useAnswer(tenant.id, () => connection.read(tenant.id));
  const [older, setOlder] = useState<Page>();
  const { busy, problem, run } = useAct();
  const { next, lookedTo } = older ?? first;
  const more = (): Promise<boolean> =>
    run(async () => {
      const page = await requests.list(tenant.id, filter, next);
      setOlder((before) => ({
        requests: [...(before?.requests ?? first.requests), ...page.requests],
        next: page.next,
        lookedTo: page.lookedTo,
      }));
    });
  const ids = new Set(first.requests.map(({ id }) => id));
  const below = (older?.requests ?? []).filter(({ id }) => !ids.has(id));
  return (
    <>
      <RequestTable
        rows={[...first.requests, ...below]}
        provider={connected?.provider ?? 'other'}
      />
      <ProblemNotice problem={problem} />
      {lookedTo ? (
        <p className="small">{say('requests.looked', { time: time(lookedTo) })}</p>
      ) : null}
      {next ? (
        <Button busy={busy} onPress={() => void more().then(rescueFocus)}>
          {say('requests.older')}
        </Button>
      ) : null}
    </>
  );
};
