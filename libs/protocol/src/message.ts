/** What the bodies of RFC 7644's messages have in common. */
import { invalidSyntax, twice } from './errors';
import { LIMITS } from './limits';
import type { Json, JsonObject } from './value';

/**
 * A member of a message, whatever the case of its name (RFC 7643 §2.1). Throws invalidSyntax when
 * it stands there in two.
 */
export const member = (body: JsonObject, usual: string): Json | undefined => {
  const { length } = usual;
  let value: Json | undefined;
  let found = false;
  for (const name in body) {
    if (name.length !== length || (name !== usual && !isSame(name, usual))) continue;
    if (found) throw twice(usual, 'the message');
    found = true;
    value = body[name];
  }
  return value;
};

const isSame = (name: string, usual: string): boolean => name.toLowerCase() === usual.toLowerCase();

/** Before anything looks for a pattern in a name. Throws invalidSyntax. */
export const checkName = (name: string): void => {
  if (name.length > LIMITS.text)
    throw invalidSyntax(`A name in the body is longer than ${LIMITS.text} characters. Remove it.`);
};

/** `schemas` names the message. Throws invalidSyntax. */
export const checkMessage = (body: JsonObject, urn: string): void => {
  const schemas = member(body, 'schemas');
  const lower = urn.toLowerCase();
  const named =
    Array.isArray(schemas) &&
    schemas.every((one) => typeof one === 'string') &&
    schemas.some((one) => one.toLowerCase() === lower);
  if (!named) throw invalidSyntax(`"schemas" must name ${urn}.`);
};
