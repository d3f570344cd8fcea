import type { Profile } from '../profiles/profile';
import { member } from '../message';
import { resolveAttribute } from '../path';
import { isObject } from '../value';
import { eachOperation } from '../quirks/operations';

/**
 * What the Interoperability Profile (§6.5.2.1) makes of a replace of a whole complex attribute: what
 * the value does not name is gone. RFC 7644 §3.5.2.3 keeps it, so it is a removal and an addition.
 */
export const replaceWhole = (profile: Profile, body: unknown): unknown =>
  eachOperation(body, (operation) => {
    const [op, path, value] = ['op', 'path', 'value'].map((name) => member(operation, name));
    if (String(op).toLowerCase() !== 'replace' || typeof path !== 'string' || !isObject(value))
      return operation;
    const found = resolveAttribute(profile, path);
    if (!found || found.subAttribute) return operation;
    const { type, multiValued, mutability } = found.attribute;
    if (type !== 'complex' || multiValued || mutability === 'readOnly') return operation;
    return [
      { op: 'remove', path },
      { op: 'add', path, value },
    ];
  });
