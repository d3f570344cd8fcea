import { isEventType } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import type { FeedRequest } from '../feed/feed';
import { subscriptionName, TENANT_ID } from '../subscriptions/report';

/** The query of an address, as Fastify reads it; a name that comes twice is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export const PARAMETERS = ['after', 'tenant', 'types', 'count', 'wait', 'subscription'] as const;
type Parameter = (typeof PARAMETERS)[number];

export const MOST_EVENTS = 1_000;
export const MOST_SECONDS = 30;
const MOST_TYPES = 100;
/** `rollcall.UserDeactivated.v1`, as events have it, or its name alone. */
const TYPE = /^(?:rollcall\.)?([A-Za-z]{1,60})(?:\.v\d{1,3})?$/;

const refused = (detail: string): ProblemError => new ProblemError(400, 'Bad Request', detail);

/** Texts by name; throws 400 for a parameter that there is not, or that comes twice. */
const single = (query: Query): Partial<Record<Parameter, string>> => {
  const texts: Partial<Record<Parameter, string>> = {};
  for (const [name, value] of Object.entries(query)) {
    const known = PARAMETERS.find((one) => one === name);
    if (known === undefined)
      throw refused(`There is a parameter that is unknown here. Use ${PARAMETERS.join(', ')}.`);
    if (typeof value !== 'string') throw refused(`${known} must be given once.`);
    if (value !== '') texts[known] = value;
  }
  return texts;
};

const whole = (name: string, text: string | undefined, least: number, most: number): number => {
  if (text === undefined) return name === 'wait' ? 0 : most;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1;
  if (number < least || number > most)
    throw refused(`${name} must be a whole number from ${least} to ${most}.`);
  return number;
};

const typesOf = (text: string | undefined): readonly string[] | undefined => {
  if (text === undefined) return undefined;
  const names = text.split(',', MOST_TYPES + 1);
  if (names.length > MOST_TYPES) throw refused(`types must be at most ${MOST_TYPES} names.`);
  return names.map((one) => {
    const name = TYPE.exec(one.trim())?.[1];
    if (name === undefined || !isEventType(name))
      throw refused(
        `types has a name that is no type of event${name === undefined ? '' : `: ${name}`}. ` +
          'Use names such as UserDeactivated, with commas between.',
      );
    return name;
  });
};

/** Throws 400 for what is no request of the feed, with the parameter and what it must be. */
export const feedQuery = (
  query: Query,
): Omit<FeedRequest, 'allowed' | 'onPlace'> & { readonly subscription: string | undefined } => {
  const { after, tenant, types, count, wait, subscription } = single(query);
  // No tenant has such an id: 404 is the answer about one that does not exist.
  return {
    after,
    tenant: tenant === undefined || TENANT_ID.test(tenant) ? tenant : '',
    types: typesOf(types),
    count: whole('count', count, 1, MOST_EVENTS),
    waitMs: whole('wait', wait, 0, MOST_SECONDS) * 1_000,
    subscription: subscription === undefined ? undefined : subscriptionName(subscription),
  };
};

/** The address of the next page: the same request with another cursor. */
export const nextOf = (query: Query, cursor: string): string => {
  const next = new URLSearchParams({ after: cursor });
  for (const name of PARAMETERS) {
    const value = query[name];
    if (name !== 'after' && typeof value === 'string' && value !== '') next.set(name, value);
  }
  return `/events/v1?${next.toString()}`;
};
