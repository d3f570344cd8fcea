import { catalogue, isEventType, type EventType } from './catalogue';
import { isMoment, UnreadableEvent } from './codec';
import type { Fact } from './event';
import type { DataSchema } from './payload-schema';

/** What is wrong with a value: where, as a JSON pointer, and which rule it breaks. */
interface Fault {
  readonly at: string;
  readonly rule: string;
}
type Check = (value: unknown) => Fault | undefined;
type Named = Readonly<Record<string, unknown>>;

const here = (rule: string): Fault => ({ at: '', rule });

const rule =
  (isRight: (value: unknown) => boolean, words: string): Check =>
  (value) =>
    isRight(value) ? undefined : here(words);

const below = (name: string | number, fault: Fault | undefined): Fault | undefined =>
  fault && {
    at: `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}${fault.at}`,
    rule: fault.rule,
  };

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: isNamed,
  null: (value) => value === null,
};

const isLonger = (text: string, least: number): boolean =>
  text.length >= least && (least < 2 || [...text].length >= least);

/** A keyword passes what is not of the kind that it speaks of, as JSON Schema has it. */
const KEYWORDS: Readonly<Record<string, (argument: never) => Check>> = {
  type: (types: string | readonly string[]) => {
    const all = [types].flat();
    const are = all.map((type) => TYPES[type] ?? unknown('type', type));
    const [only] = are;
    const is = only && are.length === 1 ? only : (one: unknown) => are.some((test) => test(one));
    return rule(is, `must be ${all.join(',')}`);
  },
  enum: (values: readonly unknown[]) =>
    rule((value) => values.includes(value), 'must be equal to one of the allowed values'),
  anyOf: (schemas: readonly DataSchema[]) => {
    const checks = schemas.map(checkOf);
    return rule(
      (value) => checks.some((check) => check(value) === undefined),
      'must match a schema in anyOf',
    );
  },
  minLength: (least: number) =>
    rule(
      (value) => typeof value !== 'string' || isLonger(value, least),
      `must NOT have fewer than ${least} characters`,
    ),
  minimum: (least: number) =>
    rule((value) => typeof value !== 'number' || value >= least, `must be >= ${least}`),
  minItems: (least: number) =>
    rule(
      (value) => !Array.isArray(value) || value.length >= least,
      `must NOT have fewer than ${least} items`,
    ),
  maxItems: (most: number) =>
    rule(
      (value) => !Array.isArray(value) || value.length <= most,
      `must NOT have more than ${most} items`,
    ),
  format: (format: string) =>
    rule(
      format === 'date-time'
        ? (value) => typeof value !== 'string' || isMoment(value)
        : unknown('format', format),
      `must match format "${format}"`,
    ),
  items: (schema: DataSchema) => {
    const check = checkOf(schema);
    return (value) => {
      if (!Array.isArray(value)) return undefined;
      for (let at = 0; at < value.length; at += 1) {
        const fault = check(value[at]);
        if (fault) return below(at, fault);
      }
      return undefined;
    };
  },
  // Of JSON: what is there is not undefined, and no member is named as what each object inherits.
  required: (names: readonly string[]) => (value) => {
    if (!isNamed(value)) return undefined;
    for (const name of names)
      if (value[name] === undefined) return here(`must have required property '${name}'`);
    return undefined;
  },
  properties: (schemas: Readonly<Record<string, DataSchema>>) => {
    const names = Object.keys(schemas);
    const checks = Object.values(schemas).map(checkOf);
    return (value) => {
      if (!isNamed(value)) return undefined;
      for (let i = 0; i < names.length; i += 1) {
        const name = names[i] as string;
        const member = value[name];
        const fault = member === undefined ? undefined : checks[i]?.(member);
        if (fault) return below(name, fault);
      }
      return undefined;
    };
  },
};

const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
]);

const unknown = (what: string, name: string): never => {
  throw new Error(`checkData does not know the ${what} ${name} of JSON Schema`);
};

/** In the order of `KEYWORDS`: a value of the wrong type breaks no other rule. */
const checkOf = (schema: DataSchema): Check => {
  for (const name of Object.keys(schema))
    if (!(name in KEYWORDS) && !ANNOTATIONS.has(name)) unknown('keyword', name);
  const checks = Object.entries(KEYWORDS)
    .filter(([name]) => Object.hasOwn(schema, name))
    .map(([name, make]) => make(schema[name] as never));
  const [only] = checks;
  if (only && checks.length === 1) return only;
  return (value) => {
    for (const check of checks) {
      const fault = check(value);
      if (fault) return fault;
    }
    return undefined;
  };
};

const checks = new Map<EventType, Check>();

const checkOfType = (type: EventType): Check => {
  const known = checks.get(type);
  if (known) return known;
  const made = checkOf(catalogue[type].schema);
  checks.set(type, made);
  return made;
};

/**
 * Throws UnreadableEvent when the data of an event do not satisfy the JSON Schema of its type: the
 * reason names the place and the rule, never what stands there. Types that are not known are passed.
 * It reads the words that our schemas are written in, so that a reader needs no validator.
 */
export const checkData = ({ type, data }: Fact): void => {
  if (!isEventType(type)) return;
  const fault = checkOfType(type)(data);
  if (fault)
    throw new UnreadableEvent(
      `the data of ${type} do not satisfy its schema: ${fault.at || 'they'} ${fault.rule}`,
    );
};
