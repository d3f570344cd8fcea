import { Client, strictUser, USER } from '../support/client';
import { eventually, loginOf, sleep } from '../audit/settled';
import { adminOf, issueToken, newTenant, type Tenant } from '../support/tenants';
import { Crowd, Hanging } from './crowd';
import type { Drill, Run } from './drill';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
/** What the promise says of another tenant's login answer, in the long form. */
const LOGIN_P99_MS = 100;

/** As many people as make a filter without an index cost something. */
const populate = async ({ client }: Tenant, people: number): Promise<void> => {
  for (let from = 0; from < people; from += 500) {
    const Operations = Array.from({ length: Math.min(500, people - from) }, (_, i) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `u${i}`,
      data: {
        schemas: [USER],
        userName: `storm${from + i}@example.com`,
        displayName: `Storm ${from + i}`,
        emails: [{ value: `storm${from + i}@example.com`, type: 'work' }],
      },
    }));
    const bulk = { schemas: [BULK], Operations };
    await eventually(
      () => client.post('/Bulk', bulk),
      ({ status }) => status === 200,
    );
  }
};

const dear = (terms: number): string =>
  Array.from({ length: terms }, (_, i) => `emails.value co "nobody${i}"`).join(' or ');

const list = (client: Client, terms: number) => async (): Promise<number> =>
  (await client.post('/Users/.search', { schemas: [SEARCH], filter: dear(terms) })).status;
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

/** A quiet tenant's log-ins, a question every 25 ms, and its creates, five a second. */
const quiet = async ({ stack }: Run, tenant: Tenant, forMs: number, prefix: string) => {
  const times: number[] = [];
  const logins = new Crowd(
    2,
    async () => {
      const at = performance.now();
      const { status, body } = await loginOf(stack, tenant.id, 'quiet@example.com');
      times.push(performance.now() - at);
      return `${status} ${String(body['mayLogIn'])}`;
    },
    50,
  );
  let n = 0;
  const creates = new Crowd(
    1,
    async () =>
      (await tenant.client.post('/Users', strictUser(`${prefix}${(n += 1)}@example.com`))).status,
    200,
  );
  await sleep(forMs);
  await Promise.all([logins.stop(), creates.stop()]);
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(times, share));
  return { logins, creates, p50: p50 ?? 0, p99: p99 ?? 0 };
};

/** Everything at once that a neighbour can do, and a tenant that does nothing wrong. */
export const neighbours: Drill = {
  name: 'neighbours',
  says: 'everything that a neighbour can do, at once: another tenant does not notice',
  act: async (run) => {
    const { stack, long, say, find } = run;
    const [calm, syncing, storming] = [
      await newTenant(stack),
      await newTenant(stack),
      await newTenant(stack, 'full'),
    ];
    await calm.client.post('/Users', strictUser('quiet@example.com'));
    await populate(storming, long ? 10_000 : 1_000);
    const revoked = await issueToken(stack, storming.id);
    await adminOf(stack).delete(`/tenants/${storming.id}/tokens/${revoked.id}`);
    await eventually(
      () => loginOf(stack, calm.id, 'quiet@example.com'),
      ({ body }) => body['mayLogIn'] === true,
    );

    const alone = await quiet(run, calm, long ? 10_000 : 2_000, 'alone');
    say(`alone: log-ins p50 ${alone.p50.toFixed(1)} ms, p99 ${alone.p99.toFixed(1)} ms`);

    let made = 0;
    const base = stack.scim[0];
    const body = `POST /scim/v2/Users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${storming.token}\r\ncontent-type: application/scim+json\r\ncontent-length: 900000\r\n\r\n{`;
    const hanging = [new Hanging(base, 2_000), new Hanging(base, 50, body)];
    const refused = new Client(base, revoked.token);
    const crowds = {
      'first sync': new Crowd(
        4,
        async () =>
          (await syncing.client.post('/Users', strictUser(`sync${(made += 1)}@example.com`)))
            .status,
      ),
      'lists of 500 terms': new Crowd(4, list(storming.client, 500), 10),
      'lists of 20 terms': new Crowd(8, list(storming.client, 20), 10),
      'a revoked token': new Crowd(8, async () => (await refused.get('/Users?count=1')).status, 10),
    };
    try {
      const crowded = await quiet(run, calm, long ? 60_000 : 6_000, 'crowded');
      for (const [who, crowd] of Object.entries(crowds)) say(`${who}: ${crowd.said}`);
      say(
        `hanging connections that were closed: ${hanging.map(({ closed }) => closed).join(', ')}`,
      );
      say(`log-ins p50 ${crowded.p50.toFixed(1)} ms, p99 ${crowded.p99.toFixed(1)} ms`);
      find(`log-ins: ${crowded.logins.said}`, crowded.logins.kinds.join() === '200 true');
      find(`creates: ${crowded.creates.said}`, crowded.creates.kinds.join() === '201');
      if (long)
        find(
          `log-ins p99 ${crowded.p99.toFixed(1)} ms, at most ${LOGIN_P99_MS} ms`,
          crowded.p99 < LOGIN_P99_MS,
        );
    } finally {
      for (const one of hanging) one.stop();
      await Promise.all(Object.values(crowds).map((crowd) => crowd.stop()));
    }
    const faults = Object.values(crowds)
      .flatMap(({ kinds }) => kinds)
      .filter((kind) => kind === '500' || kind === '0');
    find(`answers of 500, or none: ${faults.length}`, faults.length === 0);
  },
};
