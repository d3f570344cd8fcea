import {
  compared,
  foldCase,
  type Attribute,
  type Filter,
  type FilterValue,
  type Operator,
  type Profile,
  readInstant,
} from '@rollcall/protocol';
import { partOf, placeOf, subOf, type Place } from './columns';
import type { Address, RowsPlace } from './membership-places';

/** A condition over `users u` or `groups u` of the tenant $1, and the values of its parameters. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

type Find = (path: Extract<Filter, { kind: 'present' }>['path']) => Place | undefined;

/**
 * A filter as parameterised SQL that answers as protocol's `matches` does. Nothing of the filter's
 * text is in the SQL; the caller puts the tenant's predicate outside of it.
 * `first` is the number of the first parameter; `baseUrl` the one that locations begin with.
 */
export const filterToSql = (
  filter: Filter,
  profile: Profile,
  first: number,
  baseUrl: string,
): Condition => {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${first + values.push(value) - 1}`;
  const address: Address = (endpoint) => `${param(`${baseUrl}/${endpoint}/`)}::text`;
  const sql = condition(filter, (path) => placeOf(profile, path, address), param);
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
      if (place?.kind === 'rows')
        return among(place, condition(filter.filter, insideRows(place), param));
      const list = place && listOf(place);
      if (list === undefined) return 'false';
      return exists(list, condition(filter.filter, inside(place?.attribute), param));
    }
    case 'compare':
      return comparison(filter.operator, filter.value, find(filter.path), param);
  }
};

// Unknown counts as false where rows are chosen; only under NOT must that be said. A wrapper
// everywhere would keep Postgres from its indexes.
const negated = (inner: string): string => `(NOT coalesce(${inner}, false))`;

const inside =
  (owner: Attribute | undefined): Find =>
  ({ attribute: name }) => {
    const sub = owner?.subAttributes?.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return sub && { kind: 'value', sql: partOf(sub.name), attribute: sub };
  };

const insideRows =
  (place: RowsPlace): Find =>
  (path) => {
    const sub = inside(place.attribute)(path);
    return (
      sub && { kind: 'value', sql: place.partOf(sub.attribute.name), attribute: sub.attribute }
    );
  };

/** A complex attribute with one value is looked through as a list of one. */
const listOf = (place: Exclude<Place, RowsPlace>): string | undefined => {
  if (place.kind === 'values') return place.list;
  return (
    place.json && `CASE WHEN ${place.json} IS NOT NULL THEN jsonb_build_array(${place.json}) END`
  );
};

const exists = (list: string, inner: string): string =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(${list}, '[]'::jsonb)) AS v(value) WHERE ${inner})`;

/**
 * Whether one of the rows of a resource meets a condition. The wrapper keeps it a question of
 * each resource: as a join, for a tenant that came after the last ANALYZE and is one row to the
 * planner, each resource would be compared with every row that meets the condition.
 */
const among = ({ from }: RowsPlace, inner: string): string =>
  `coalesce(EXISTS (SELECT 1 ${from} AND ${inner}), false)`;

// Values that say nothing are never stored: what is there has a value.
const present = (place: Place | undefined): string => {
  if (!place) return 'false';
  if (place.kind === 'rows')
    return among(
      place,
      place.part === undefined ? 'true' : `${place.partOf(place.part)} IS NOT NULL`,
    );
  return place.kind === 'value'
    ? `(${place.sql} IS NOT NULL)`
    : exists(place.list, `${partOf(place.part)} IS NOT NULL`);
};

/** What a comparison looks at: of a complex attribute its `value`, as protocol's `compared` says. */
const leafOf = (place: Place): Place => {
  const leaf = compared(place.attribute);
  if (leaf === place.attribute) return place;
  if (place.kind !== 'value') return { ...place, part: leaf.name, attribute: leaf };
  return { kind: 'value', sql: subOf(place.json ?? 'NULL::jsonb', leaf.name), attribute: leaf };
};

// `ne` is also true where there is no value; of a list it asks for a value that is another one.
const comparison = (
  operator: Operator,
  value: FilterValue,
  place: Place | undefined,
  param: Param,
): string => {
  if (operator === 'ne' && (!place || value === null || place.kind === 'value'))
    return negated(comparison('eq', value, place, param));
  if (!place) return 'false';
  const leaf = leafOf(place);
  if (value === null) return `(NOT ${present(leaf)})`;
  if (leaf.kind === 'value') {
    const here = one(operator, value, leaf.sql, leaf.attribute, param);
    const other = typeof value === 'string' ? leaf.mapped?.(value) : undefined;
    // Who was named before the newest folding is stored as the former one has it.
    return other === undefined || other === foldCase(String(value))
      ? here
      : `(${here} OR ${one(operator, other, leaf.sql, leaf.attribute, param)})`;
  }
  const some = (inner: string): string =>
    leaf.kind === 'rows' ? among(leaf, inner) : exists(leaf.list, inner);
  const part = leaf.kind === 'rows' ? leaf.partOf(leaf.part ?? '') : partOf(leaf.part);
  if (operator !== 'ne') return some(one(operator, value, part, leaf.attribute, param));
  const isAnother = negated(one('eq', value, part, leaf.attribute, param));
  return `(NOT ${some('true')} OR ${some(isAnother)})`;
};

const ORDER: Readonly<Partial<Record<Operator, string>>> = {
  eq: '=',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
};

/**
 * As protocol reads it: Postgres knows no year 0 and other bounds for zones, and rounds what is
 * finer than a microsecond, as no stored time is. Whole seconds stay exact: 10^6 has six twos.
 */
const atInstant = (operator: Operator, text: string, sql: string, param: Param): string => {
  const { seconds, fraction } = readInstant(text) ?? { seconds: Number.NaN, fraction: '' };
  const isFiner = fraction.length > MICROS;
  if (isFiner && operator === 'eq') return 'false';
  const micros = Number(fraction.slice(0, MICROS).padEnd(MICROS, '0'));
  return (
    `((${sql})::timestamptz ${(isFiner ? FINER : ORDER)[operator] ?? '='} timestamptz 'epoch'` +
    ` + ${param(seconds)}::double precision * interval '1 second'` +
    ` + ${param(micros)}::double precision * interval '1 microsecond')`
  );
};

const MICROS = 6;

/** Against a time that lies after the microsecond that it is compared with, and before the next. */
const FINER: Readonly<Partial<Record<Operator, string>>> = { gt: '>', ge: '>', lt: '<=', le: '<=' };

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
  if (attribute.type === 'dateTime') return atInstant(operator, value, sql, param);
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
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return `(${sql} COLLATE "C" ${ORDER[operator]} ${text} COLLATE "C")`;
  }
};

/** RFC 7644 §3.4.2.3: a list is sorted by its primary value, without one by its first. */
const chosenOf = (list: string): string =>
  `coalesce((SELECT p.value FROM jsonb_array_elements(${list}) AS p
    WHERE p.value->'primary' = 'true'::jsonb LIMIT 1), ${list}->0)`;

/** What to order by; the creation order settles ties, so that pages do not shift. */
export const orderBy = (
  profile: Profile,
  path: Parameters<Find>[0] | undefined,
  descending: boolean,
): string => {
  const place = path && placeOf(profile, path, () => `''::text`);
  if (!place) return 'u.ordinal';
  const leaf = leafOf(place);
  const sql =
    leaf.kind === 'value'
      ? leaf.sql
      : leaf.kind === 'rows'
        ? `(SELECT ${leaf.partOf(leaf.part ?? '')} ${leaf.from} ORDER BY ${leaf.order} LIMIT 1)`
        : leaf.part === undefined
          ? `(${leaf.list}->>0)`
          : subOf(chosenOf(leaf.list), leaf.part);
  // RFC 7644 §3.4.2.3: without a value last when ascending, first when descending; so does Postgres.
  return `${sql} ${descending ? 'DESC' : 'ASC'}, u.ordinal`;
};
