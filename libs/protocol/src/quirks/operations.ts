import { isObject, type Json, type JsonObject } from '../value';

/** Rewrites each operation of a PATCH body; the same body when none was changed. */
export const eachOperation = (
  body: unknown,
  rewrite: (operation: JsonObject) => JsonObject,
): unknown => {
  if (!isObject(body)) return body;
  const name = Object.keys(body).find((one) => one.toLowerCase() === 'operations');
  const operations = name === undefined ? undefined : body[name];
  if (name === undefined || !Array.isArray(operations)) return body;
  const next = (operations as readonly Json[]).map((one) => (isObject(one) ? rewrite(one) : one));
  return next.some((one, i) => one !== operations[i]) ? { ...body, [name]: next } : body;
};
