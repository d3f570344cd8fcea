import { wrongValue, quoted } from '../errors';
import { isObject, type Json } from '../value';

const isPrimary = (value: Json): boolean => isObject(value) && value['primary'] === true;

/**
 * A value made primary takes it from the others (RFC 7644 §3.5.2). Throws invalidValue when one
 * operation makes several primary: a body that says so is refused by POST and PUT, too.
 */
export const demote = (
  attribute: string,
  values: readonly Json[],
  changed: readonly Json[],
): readonly Json[] => {
  const [keeper, another] = changed.filter(isPrimary);
  if (keeper === undefined) return values;
  if (another !== undefined)
    throw wrongValue(attribute, `Only one value of ${quoted(attribute)} may have "primary": true.`);
  return values.map((one) =>
    one !== keeper && isObject(one) && isPrimary(one) ? { ...one, primary: false } : one,
  );
};
