import { randomBytes, randomUUID } from 'node:crypto';

/**
 * Values that are new in every replay, so that a dialogue can be held again with the same tenant.
 * Captured values join them while the dialogue goes on.
 */
export const freshVariables = () => {
  const run = randomBytes(4).toString('hex');
  return {
    run,
    userName: `grace.okafor.${run}@acme.example`,
    otherUserName: `g.okafor-lind.${run}@acme.example`,
    colleague: `tomas.varga.${run}@acme.example`,
    externalId: `00u${run}Qx`,
    otherExternalId: `00u${run}Zy`,
    guid: randomUUID(),
  };
};

const NAMED = /\{\{(%?)([A-Za-z]\w*)\}\}/g;

/**
 * @param {Readonly<Record<string, unknown>>} variables
 * @param {string} name
 */
const valueOf = (variables, name) => {
  if (!Object.hasOwn(variables, name))
    throw new Error(
      `{{${name}}} has no value: no earlier step captured it, and it is none of ${Object.keys(variables).join(', ')}`,
    );
  return String(variables[name]);
};

/**
 * @param {unknown} value
 * @param {Readonly<Record<string, unknown>>} variables
 * @returns {unknown}
 */
const filled = (value, variables) => {
  if (typeof value === 'string')
    return value.replace(NAMED, (_, /** @type {string} */ encoded, /** @type {string} */ name) => {
      const text = valueOf(variables, name);
      return encoded ? encodeURIComponent(text) : text;
    });
  if (Array.isArray(value)) return value.map((one) => filled(one, variables));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [filled(name, variables), filled(one, variables)]),
  );
};

/**
 * Replaces `{{name}}` by its value and `{{%name}}` by its percent-encoded value, in every string.
 * @template T
 * @param {T} value
 * @param {Readonly<Record<string, unknown>>} variables
 */
export const fill = (value, variables) => /** @type {T} */ (filled(value, variables));
