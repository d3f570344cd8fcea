import type { RequestFilter } from '../../api/admin';

/**
 * The fields of the filter as they are typed, which is how the address has them. The last two are of
 * an event, from its history: its correlation id, and its time, near which the request was.
 */
const FIELDS = ['outcome', 'status', 'user', 'since', 'until', 'correlation', 'at'] as const;
export type FilterField = (typeof FIELDS)[number];
export type FilterTexts = Readonly<Record<FilterField, string>>;

export const filterTexts = (query: URLSearchParams): FilterTexts =>
  Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? ''])) as Record<
    FilterField,
    string
  >;

/** `404` is one status; `4`, `4x` and `4xx` are a class; undefined is neither. */
export const statusOf = (text: string): string | undefined => {
  const typed = text.trim().toLowerCase();
  if (/^[1-5]\d\d$/.test(typed)) return typed;
  return /^[1-5]x{0,2}$/.test(typed) ? `${typed.charAt(0)}xx` : undefined;
};

const timeOf = (text: string, offset = 0): string | undefined => {
  const at = new Date(Date.parse(text) + offset);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

/** A request is answered within moments of the events that it led to. */
const NEAR_MS = 600_000;

const OUTCOMES: ReadonlySet<string> = new Set(['accepted', 'refused']);

/** The parameters of the request. A text that cannot be read is left out, and its field says so. */
export const filterOf = (texts: FilterTexts): RequestFilter => {
  const { outcome, status, user, since, until, correlation, at } = texts;
  const isOfEvent = correlation !== '' && at !== '';
  const parameters = {
    outcome: OUTCOMES.has(outcome) ? outcome : undefined,
    status: statusOf(status),
    user: user.trim(),
    since: timeOf(since) ?? (isOfEvent ? timeOf(at, -NEAR_MS) : undefined),
    until: timeOf(until) ?? (isOfEvent ? timeOf(at, NEAR_MS) : undefined),
    correlationId: correlation.trim(),
  };
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value));
};
