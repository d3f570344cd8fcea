import { invalidPath } from '../errors';
import { eachOperation } from './operations';

/**
 * The strictness of the SCIM 2.0 Interoperability Profile: every PATCH operation has a path.
 * Asked before any quirk, since some of them give a path to what has none. Throws invalidPath.
 */
export const checkInterop = ({ method, body }: { method: string; body: unknown }): void => {
  if (method !== 'PATCH') return;
  let number = 0;
  eachOperation(body, (operation) => {
    number += 1;
    const { path } = operation;
    const name = Object.keys(operation).find((one) => one.toLowerCase() === 'path');
    const given = path ?? (name === undefined ? undefined : operation[name]);
    if (given === undefined || given === null || given === '')
      throw invalidPath(
        `Operation ${number} has no "path", which this organisation's strictness (interop) asks for.`,
      );
    return operation;
  });
};
