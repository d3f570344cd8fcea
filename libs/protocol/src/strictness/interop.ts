import { invalidSyntax, quoted } from '../errors';
import { member } from '../message';
import { isObject } from '../value';
import { eachOperation } from '../quirks/operations';

/**
 * The strictness of the SCIM 2.0 Interoperability Profile (§5.3, §6.5.1.1): no schema that the
 * tenant does not have, and a path in every PATCH operation. Checked before any quirk, since some of
 * them give a path to what has none. `known`: URNs in lower case. Throws invalidSyntax.
 */
export const checkInterop = (
  { method, body }: { readonly method: string; readonly body: unknown },
  known: ReadonlySet<string>,
): void => (method === 'PATCH' ? checkPaths(body) : checkSchemas(body, known));

const checkSchemas = (body: unknown, known: ReadonlySet<string>): void => {
  const schemas = isObject(body) ? member(body, 'schemas') : undefined;
  if (!Array.isArray(schemas)) return;
  const unknown = schemas.find((one) => !known.has(String(one).toLowerCase()));
  if (unknown !== undefined)
    throw invalidSyntax(
      `This organisation has no schema ${quoted(String(unknown))}, and its strictness (interop) refuses others.`,
    );
};

const checkPaths = (body: unknown): void => {
  let number = 0;
  eachOperation(body, (operation) => {
    number += 1;
    const path = member(operation, 'path');
    if (path === undefined || path === null || path === '')
      throw invalidSyntax(
        `Operation ${number} has no "path", which this organisation's strictness (interop) requires.`,
      );
    return operation;
  });
};
