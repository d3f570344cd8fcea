import type { RequestFilter } from '../../api/admin';

/** The fields of the filter as they are typed, which is how the address has them. */
export const FIELDS = ['outcome', 'status', 'user', 'since', 'until', 'correlation'] as const;
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

const timeOf = (local: string): string | undefined => {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

const OUTCOMES: ReadonlySet<string> = new Set(['accepted', 'refused']);

/** What is asked of the server: what cannot be read asks nothing, and the field says so. */
export const filterOf = (texts: FilterTexts): RequestFilter => {
  const { outcome, status, user, since, until, correlation } = texts;
  const asked = {
    outcome: OUTCOMES.has(outcome) ? outcome : undefined,
    status: statusOf(status),
    user: user.trim(),
    since: timeOf(since),
    until: timeOf(until),
    correlationId: correlation.trim(),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value));
};
