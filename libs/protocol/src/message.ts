/** What the bodies of RFC 7644's messages have in common. */
import { invalidSyntax } from './errors';
import type { Json, JsonObject } from './value';

/** A member under its usual name, else under the same name in another case (RFC 7643 §2.1). */
export const member = (body: JsonObject, usual: string): Json | undefined => {
  const value = body[usual];
  if (value !== undefined) return value;
  const lower = usual.toLowerCase();
  for (const name in body) if (name.toLowerCase() === lower) return body[name];
  return undefined;
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
