import { isObject, type Json, type JsonObject } from '../value';
import type { QuirkRequest } from './quirk';

type Rewrite = (operation: JsonObject) => JsonObject | readonly JsonObject[];

/**
 * Rewrites each operation of a PATCH body, into itself, another or several; the same body when none
 * was changed.
 */
export const eachOperation = (body: unknown, rewrite: Rewrite): unknown => {
  if (!isObject(body)) return body;
  const name =
    body['Operations'] === undefined
      ? Object.keys(body).find((one) => one.toLowerCase() === 'operations')
      : 'Operations';
  const before = name === undefined ? undefined : body[name];
  if (name === undefined || !Array.isArray(before)) return body;
  let after: Json[] | undefined;
  for (let i = 0; i < before.length; i++) {
    const operation = before[i] as Json;
    const next = isObject(operation) ? rewrite(operation) : operation;
    if (next !== operation) after ??= before.slice(0, i) as Json[];
    if (after && Array.isArray(next)) after.push(...(next as readonly Json[]));
    else after?.push(next);
  }
  return after ? { ...body, [name]: after } : body;
};

/** The rewrite of a quirk that is about operations alone. */
export const inPatch =
  (rewrite: Rewrite) =>
  ({ method, body }: QuirkRequest): unknown =>
    method === 'PATCH' ? eachOperation(body, rewrite) : body;
