import { wrongValue, quoted } from '../errors';
import { isObject, type Json } from '../value';

const isPrimary = (value: Json): boolean => isObject(value) && value['primary'] === true;

/** The primary of some values. Throws invalidValue when there are several. */
export const onePrimary = (attribute: string, values: readonly Json[]): Json | undefined => {
  const [one, another] = values.filter(isPrimary);
  if (another !== undefined)
    throw wrongValue(attribute, `Only one value of ${quoted(attribute)} may have "primary": true.`);
  return one;
};

/**
 * A value made primary takes it from the others (RFC 7644 §3.5.2). Throws invalidValue when one
 * operation makes several primary: a body that says so is refused by POST and PUT, too.
 */
export const demote = (
  attribute: string,
  values: readonly Json[],
  changed: readonly Json[],
): readonly Json[] => {
  const keeper = onePrimary(attribute, changed);
  if (keeper === undefined) return values;
  return values.map((one) =>
    one !== keeper && isObject(one) && isPrimary(one) ? { ...one, primary: false } : one,
  );
};
