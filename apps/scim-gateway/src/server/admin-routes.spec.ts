import { catalogue } from '@rollcall/contracts';
import { OPERATOR_ACTIONS } from '../admin-kit/operator-audit-log';
import { routes } from './admin-routes';

const KNOWN = new Set([...Object.keys(catalogue), ...Object.keys(OPERATOR_ACTIONS)]);

describe.each(routes.filter(({ method }) => method !== 'GET'))('$method $path', ({ records }) => {
  it('names the events that it records, or says why none', () => {
    if ('nothing' in records!) return expect(records.nothing).toMatch(/^[A-Z].+\.$/);
    expect(records).not.toEqual([]);
    expect((records as readonly string[]).filter((one) => !KNOWN.has(one))).toEqual([]);
  });
});

it('every event of people is left by a route or by a sign-in', () => {
  const left = new Set(routes.flatMap(({ records = [] }) => ('nothing' in records ? [] : records)));
  const OF_PEOPLE =
    /^(Tenant|Provisioning|Profile|RateLimit|Dialect|SetUpLink|Sign|Capture|Webhook|Connection|UserErased)/;
  expect(
    Object.keys(catalogue).filter((one) => OF_PEOPLE.test(one) && !left.has(one as never)),
  ).toEqual(['SignedIn']);
});
