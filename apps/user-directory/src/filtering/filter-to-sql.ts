import {
  compared,
  foldCase,
  type Attribute,
  type Filter,
  type FilterValue,
  type Operator,
  type Profile,
} from '@rollcall/protocol';
import { partOf, placeOf, type Place } from './columns';

/** A condition over `users u`, and the values of its parameters. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

type Find = (path: Extract<Filter, { kind: 'present' }>['path']) => Place | undefined;

/**
 * A filter as parameterised SQL that answers as protocol's `matches` does. Nothing of the filter's
 * text is in the SQL; the caller puts the tenant's predicate outside of it.
 * `first` is the number of the first parameter.
 */
export const filterToSql = (filter: Filter, profile: Profile, first: number): Condition => {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${first + values.push(value) - 1}`;
  const sql = condition(filter, (path) => placeOf(profile, path), param);
  return { sql, values };
};

type Param = (value: unknown) => string;

const condition = (filter: Filter, find: Find, param: Param): string => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.terms.map((term) => condition(term, find, param)).join(` ${filter.kind.toUpperCase()} `)})`;
    case 'not':
      return negated(condition(filter.term, find, param));
    case 'present':
      return present(find(filter.path));
    case 'valuePath': {
      const place = find(filter.path);
      if (place?.kind !== 'values') return 'false';
      return exists(place, condition(filter.filter, inside(place.attribute), param));
    }
    default:
      return comparison(filter.operator, filter.value, find(filter.path), param);
  }
};

// Unknown counts as false where rows are chosen; only under NOT must that be said. A wrapper
// everywhere would keep Postgres from its indexes.
const negated = (inner: string): string => `(NOT coalesce(${inner}, false))`;

const inside =
  (owner: Attribute): Find =>
  ({ attribute: name }) => {
    const sub = owner.subAttributes?.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return sub && { kind: 'value', sql: partOf(sub.name), attribute: sub };
  };

const exists = ({ list }: Extract<Place, { kind: 'values' }>, inner: string): string =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(${list}, '[]'::jsonb)) AS v(value) WHERE ${inner})`;

const present = (place: Place | undefined): string => {
  if (!place) return 'false';
  return place.kind === 'values' ? exists(place, 'true') : `(${place.sql} IS NOT NULL)`;
};

// `ne` is the opposite of `eq`: also true where there is no value.
const comparison = (
  operator: Operator,
  value: FilterValue,
  place: Place | undefined,
  param: Param,
): string => {
  if (!place) return 'false';
  if (operator === 'ne') return negated(comparison('eq', value, place, param));
  if (value === null) return `(NOT ${present(place)})`;
  if (place.kind === 'value')
    return one(operator, value, place.sql, compared(place.attribute), param);
  return exists(place, one(operator, value, partOf(place.part), compared(place.attribute), param));
};

const ORDER: Readonly<Partial<Record<Operator, string>>> = {
  eq: '=',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
};

const one = (
  operator: Operator,
  value: string | number | boolean,
  sql: string,
  attribute: Attribute,
  param: Param,
): string => {
  if (typeof value === 'boolean') return `((${sql})::boolean = ${param(value)}::boolean)`;
  if (typeof value === 'number')
    return `((${sql})::numeric ${ORDER[operator]} ${param(value)}::numeric)`;
  if (attribute.type === 'dateTime')
    return `((${sql})::timestamptz ${ORDER[operator] ?? '='} ${param(value)}::timestamptz)`;
  const text = `${param(attribute.caseExact ? value : foldCase(value))}::text`;
  switch (operator) {
    case 'co':
      return `(position(${text} in ${sql}) > 0)`;
    case 'sw':
      return `starts_with(${sql}, ${text})`;
    case 'ew':
      return `(right(${sql}, length(${text})) = ${text})`;
    case 'eq':
      return `(${sql} = ${text})`;
    default:
      return `(${sql} COLLATE "C" ${ORDER[operator]} ${text} COLLATE "C")`;
  }
};

/** What to order by; the creation order settles ties, so that pages do not shift. */
export const orderBy = (
  profile: Profile,
  path: Parameters<Find>[0] | undefined,
  descending: boolean,
): string => {
  const place = path && placeOf(profile, path);
  if (!place) return 'u.ordinal';
  const sql =
    place.kind === 'value'
      ? place.sql
      : place.part === undefined
        ? `(${place.list}->>0)`
        : `(${place.list}->0->>'${place.part}')`;
  // RFC 7644 §3.4.2.3: without a value last when ascending, first when descending; so does Postgres.
  return `${sql} ${descending ? 'DESC' : 'ASC'}, u.ordinal`;
};
