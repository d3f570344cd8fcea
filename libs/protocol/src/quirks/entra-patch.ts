import { isEmpty, isObject, type JsonObject } from '../value';
import { checkSpellings } from '../patch/spellings';
import { inPatch } from './operations';
import type { Quirk } from './quirk';

/** Entra's default shape writes "Add", "Replace" and "Remove". */
export const entraOperations: Quirk = {
  name: 'entra-op-case',
  provider: 'entra',
  summary: 'The case of "op" is ignored.',
  rewrite: inPatch((operation) => {
    const { op } = operation;
    const lower = typeof op === 'string' ? op.toLowerCase() : op;
    return lower === op || lower === undefined ? operation : { ...operation, op: lower };
  }),
};

const isPath = (name: string): boolean => /[.[]/.test(name) && !isWhole(name);

/** The URN of a whole extension ends with the name of a resource: "…:2.0:User". */
const isWhole = (name: string): boolean => /^urn:.*:\d+\.\d+:[A-Za-z]+$/i.test(name);

/**
 * With `aadOptscim062020`: `"value":{"name.givenName":"y","urn:…:User:department":"z"}`. Throws
 * invalidSyntax when two keys name one attribute: as operations the second would silently win.
 */
export const entraPaths: Quirk = {
  name: 'entra-paths-in-value',
  provider: 'entra',
  summary: 'Paths as keys of a path-less value become operations with a path.',
  rewrite: inPatch((operation) => {
    const { path, value, op } = operation;
    if (!isEmpty(path) || op === undefined || !isObject(value)) return operation;
    const paths = Object.entries(value).filter(([name]) => isPath(name));
    if (paths.length === 0) return operation;
    checkSpellings(value);
    const rest = Object.entries(value).filter(([name]) => !isPath(name));
    return [
      ...(rest.length === 0 ? [] : [{ op, value: Object.fromEntries(rest) }]),
      ...paths.map(([name, part]): JsonObject => ({ op, path: name, value: part })),
    ];
  }),
};
