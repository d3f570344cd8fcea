import { isDateTime } from '../instant';
import type { Attribute } from '../schemas/attribute';
import type { FilterValue, Operator } from './ast';

const ORDER: ReadonlySet<Operator> = new Set(['gt', 'ge', 'lt', 'le']);
const TEXT: ReadonlySet<Operator> = new Set(['co', 'sw', 'ew']);

/** The attribute that a comparison looks at: of a complex one, its `value` (RFC 7643 §2.4). */
export const compared = (attribute: Attribute): Attribute =>
  attribute.type === 'complex'
    ? (attribute.subAttributes?.find(({ name }) => name === 'value') ?? attribute)
    : attribute;

/** What is wrong with comparing this attribute so; undefined when nothing is. */
export const checkComparison = (
  attribute: Attribute,
  operator: Operator,
  value: FilterValue,
): string | undefined => {
  const { type } = compared(attribute);
  if (type === 'complex') return 'has parts; name one of them';
  if (value === null)
    return operator === 'eq' || operator === 'ne'
      ? undefined
      : `cannot be compared by ${operator} with null`;
  if (type === 'boolean') {
    if (ORDER.has(operator) || TEXT.has(operator))
      return `is a boolean and cannot be compared by ${operator}`;
    return typeof value === 'boolean' ? undefined : 'is compared with true or false';
  }
  if (type === 'integer' || type === 'decimal') {
    if (TEXT.has(operator)) return `is a number and cannot be compared by ${operator}`;
    return typeof value === 'number' ? undefined : 'is compared with a number';
  }
  if (typeof value !== 'string') return 'is compared with text in double quotes';
  if (type === 'binary' && ORDER.has(operator))
    return `is binary and cannot be compared by ${operator}`;
  if (type === 'dateTime' && TEXT.has(operator))
    return `is a date and time and cannot be compared by ${operator}`;
  if (type === 'dateTime' && !isDateTime(value))
    return 'is compared with a date and time such as "2026-01-31T12:00:00Z"';
  return undefined;
};
