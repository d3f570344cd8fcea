/** Comparison of an answer with what a step expects; every difference is a sentence. */

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const show = (value) => (value === undefined ? 'nothing' : JSON.stringify(value));
const PATTERN = /^\/(.+)\/([iu]*)$/s;
const KINDS = {
  '<number>': (value) => typeof value === 'number',
  '<string>': (value) => typeof value === 'string' && value !== '',
  '<boolean>': (value) => typeof value === 'boolean',
  '<array>': (value) => Array.isArray(value),
};

const step = (value, name) => {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && !/^\d+$/.test(name)) return undefined;
  return Object.hasOwn(Object(value), name) ? value[name] : undefined;
};

/**
 * The value at a path such as `$.Resources[0].id` or `$['urn:…'].department`.
 * Throws on a path that is none.
 */
export const at = (body, path) => {
  if (!/^\$(\.[\w$-]+|\[\d+\]|\['[^']+'\])*$/.test(path)) throw new Error(`${path} is not a path`);
  const names = [...path.matchAll(/\.([\w$-]+)|\[(\d+)\]|\['([^']+)'\]/g)];
  return names.reduce(
    (value, [, name, index, quoted]) => step(value, name ?? index ?? quoted),
    body,
  );
};

/**
 * Objects may hold more than is expected, arrays may not. A string between slashes is a pattern;
 * `<number>`, `<string>`, `<boolean>` and `<array>` stand for any value of that kind.
 * Returns the differences, none when it matches.
 */
export const differences = (expected, actual, path = '$') => {
  if (typeof expected === 'string' && PATTERN.test(expected)) {
    const [, source, flags] = PATTERN.exec(expected);
    return typeof actual === 'string' && new RegExp(source, flags).test(actual)
      ? []
      : [`${path} should match ${expected}, is ${show(actual)}`];
  }
  if (typeof expected === 'string' && Object.hasOwn(KINDS, expected))
    return KINDS[expected](actual) ? [] : [`${path} should be a ${expected}, is ${show(actual)}`];
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

/** What is wrong with an answer, by the expectations of one step. */
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
