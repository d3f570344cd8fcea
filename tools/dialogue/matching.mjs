/** Comparison of an answer with what a step expects; every difference is a sentence. */

/**
 * @param {unknown} value
 * @returns {value is Readonly<Record<string, unknown>>}
 */
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
/** @param {unknown} value */
const show = (value) => (value === undefined ? 'nothing' : JSON.stringify(value));
const PATTERN = /^\/(.+)\/([iu]*)$/s;
/** @type {Readonly<Record<string, (value: unknown) => boolean>>} */
const KINDS = {
  '<number>': (value) => typeof value === 'number',
  '<string>': (value) => typeof value === 'string' && value !== '',
  '<boolean>': (value) => typeof value === 'boolean',
  '<array>': (value) => Array.isArray(value),
};

/** @param {unknown} value @param {string} name */
const step = (value, name) => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && !/^\d+$/.test(name)) return undefined;
  return Object.hasOwn(value, name)
    ? /** @type {Record<string, unknown>} */ (value)[name]
    : undefined;
};

/**
 * The value at a path such as `$.Resources[0].id` or `$['urn:…'].department`.
 * Throws on a path that is none.
 * @param {unknown} body
 * @param {string} path
 */
export const at = (body, path) => {
  if (!/^\$(\.[\w$-]+|\[\d+\]|\['[^']+'\])*$/.test(path)) throw new Error(`${path} is not a path`);
  const names = [...path.matchAll(/\.([\w$-]+)|\[(\d+)\]|\['([^']+)'\]/g)];
  return names.reduce(
    (value, [, name, index, quoted]) => step(value, name ?? index ?? quoted ?? ''),
    body,
  );
};

/**
 * Objects may hold more than is expected, arrays may not. A string between slashes is a pattern;
 * `<number>`, `<string>`, `<boolean>` and `<array>` stand for any value of that kind.
 * Returns the differences, none when it matches.
 * @param {unknown} expected
 * @param {unknown} actual
 * @returns {string[]}
 */
export const differences = (expected, actual, path = '$') => {
  const pattern = typeof expected === 'string' ? PATTERN.exec(expected) : null;
  if (pattern) {
    const [, source = '', flags] = pattern;
    return typeof actual === 'string' && new RegExp(source, flags).test(actual)
      ? []
      : [`${path} should match ${expected}, is ${show(actual)}`];
  }
  const isOfKind = typeof expected === 'string' ? KINDS[expected] : undefined;
  if (isOfKind)
    return isOfKind(actual) ? [] : [`${path} should be a ${expected}, is ${show(actual)}`];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${path} should be an array of ${expected.length}, is ${show(actual)}`];
    return expected.flatMap((one, i) => differences(one, actual[i], `${path}[${i}]`));
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [`${path} should be an object, is ${show(actual)}`];
    return Object.entries(expected).flatMap(([name, one]) =>
      differences(one, actual[name], `${path}.${name}`),
    );
  }
  return expected === actual ? [] : [`${path} should be ${show(expected)}, is ${show(actual)}`];
};

/**
 * What is wrong with an answer, by the expectations of one step.
 * @param {import('./replay.mjs').Expected} expected
 * @param {import('./replay.mjs').Answer} answer
 */
export const wrongs = ({ status, headers = {}, body, absent = [] }, answer) => {
  const statuses = [status].flat();
  return [
    ...(statuses.includes(answer.status)
      ? []
      : [`status should be ${statuses.join(' or ')}, is ${answer.status}`]),
    ...Object.entries(headers).flatMap(([name, one]) =>
      differences(one, answer.headers[name.toLowerCase()], `header ${name.toLowerCase()}`),
    ),
    ...(body === undefined ? [] : differences(body, answer.body)),
    ...absent
      .filter((path) => at(answer.body, path) !== undefined)
      .map((path) => `${path} should be absent, is ${show(at(answer.body, path))}`),
  ];
};
