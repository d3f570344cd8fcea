import type { TenantState } from '../../api/operator-views';

/** What an operator has to look at, the most urgent first. */
const TROUBLES = ['held', 'still-on', 'behind', 'no-token', 'refused', 'ending', 'never'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** A few events on their way are no trouble. */
const MOST_BEHIND = 100;
const ENDING_DAYS = 14;
const DAY_MS = 86_400_000;

const isOn = ({ provisioning }: TenantState): boolean => provisioning === 'enabled';

/** Whether something is wrong with a tenant, by what the overview says of it. */
const IS: Readonly<Record<Trouble, (tenant: TenantState, now: number) => boolean>> = {
  held: ({ held }) => held !== null,
  'still-on': ({ stillOn }) => stillOn > 0,
  behind: ({ lag }) => lag > MOST_BEHIND,
  'no-token': (tenant) =>
    isOn(tenant) && tenant.lastRequestAt !== null && tenant.tokensEndAt === null,
  refused: ({ refusedLastHour }) => (refusedLastHour ?? 0) > 0,
  ending: (tenant, now) =>
    isOn(tenant) && tenant.tokensEndAt ? daysTo(tenant.tokensEndAt, now) <= ENDING_DAYS : false,
  never: ({ requestsLastMinute, lastRequestAt }) =>
    // Without a request log the time of the last request is unknown.
    requestsLastMinute !== null && lastRequestAt === null,
};

/** Whole days to a moment, as the token table counts them. */
export const daysTo = (iso: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(iso) - now) / DAY_MS));

/** What is wrong with a tenant, the most urgent first. */
export const troublesOf = (tenant: TenantState, now: number): readonly Trouble[] =>
  TROUBLES.filter((trouble) => IS[trouble](tenant, now));

export const SORTS = ['trouble', 'name', 'newest', 'traffic'] as const;
export type Sort = (typeof SORTS)[number];

const byName = (a: TenantState, b: TenantState): number => a.name.localeCompare(b.name);
const rank = (tenant: TenantState, now: number): number => {
  const [worst] = troublesOf(tenant, now);
  return worst === undefined ? TROUBLES.length : TROUBLES.indexOf(worst);
};

const ORDERS: Readonly<Record<Sort, (a: TenantState, b: TenantState, now: number) => number>> = {
  trouble: (a, b, now) => rank(a, now) - rank(b, now),
  name: byName,
  newest: (a, b) => b.createdAt.localeCompare(a.createdAt),
  traffic: (a, b) => (b.requestsLastMinute ?? 0) - (a.requestsLastMinute ?? 0),
};

/** Tenants whose name or id holds a text, in an order; equals by their names. */
export const listed = (
  tenants: readonly TenantState[],
  { search, sort, now }: { search: string; sort: Sort; now: number },
): readonly TenantState[] => {
  const sought = search.trim().toLocaleLowerCase();
  return tenants
    .filter(({ id, name }) => id.includes(sought) || name.toLocaleLowerCase().includes(sought))
    .sort((a, b) => ORDERS[sort](a, b, now) || byName(a, b));
};
