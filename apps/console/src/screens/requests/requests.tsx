import { useState } from 'react';
import { requests, type RequestFilter } from '../../api/admin';
import { useAct, useAnswer } from '../../api/answer';
import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import { Screen, Waiting } from '../../parts/screen';
import { useLate } from '../late';
import { Capture } from './capture';
import { Filters, type FilterTexts } from './filters';
import { useLive } from './live';
import { RequestTable } from './request-table';

const timeOf = (local: string): string | undefined =>
  local === '' ? undefined : new Date(local).toISOString();

const filterOf = ({ outcome, status, user, since, until }: FilterTexts): RequestFilter => ({
  ...(outcome === 'all' ? {} : { outcome }),
  ...(/^\d{3}$/.test(status) ? { status } : {}),
  ...(user ? { user } : {}),
  ...(timeOf(since) ? { since: timeOf(since) as string } : {}),
  ...(timeOf(until) ? { until: timeOf(until) as string } : {}),
});

const NONE: FilterTexts = { outcome: 'all', status: '', user: '', since: '', until: '' };

/** What the identity provider sent and what was answered, newest first, as it happens. */
export const Requests = () => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const [texts, setTexts] = useState<FilterTexts>(NONE);
  const key = useLate(JSON.stringify(filterOf(texts)));
  const filter = JSON.parse(key) as RequestFilter;
  const { value, problem, again } = useAnswer(`${tenant.id} ${key}`, () =>
    requests.list(tenant.id, filter),
  );
  const live = useLive(tenant.id, () => void again());
  return (
    <Screen title={say('requests.title')} lead={say('requests.lead')}>
      <Capture />
      <Filters texts={texts} onChange={setTexts} live={live} />
      <ProblemNotice problem={problem} />
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

/** The newest page, kept fresh, and the older ones that were asked for below it. */
const Pages = ({ filter, first }: { filter: RequestFilter; first: Page }) => {
  const { say, time } = useTexts();
  const { tenant } = useTenant();
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
      <RequestTable rows={[...first.requests, ...below]} />
      <ProblemNotice problem={problem} />
      {lookedTo ? (
        <p className="small">{say('requests.looked', { time: time(lookedTo) })}</p>
      ) : null}
      {next ? (
        <Button busy={busy} onPress={() => void more()}>
          {say('requests.older')}
        </Button>
      ) : null}
    </>
  );
};
