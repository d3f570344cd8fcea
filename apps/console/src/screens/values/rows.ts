/** One part of a value, under the name that a provider's mapping has for it. */
export interface ValueRow {
  /** `name.givenName`, `emails[type eq "work"].value`, `enterprise:User:manager.value`. */
  readonly name: string;
  readonly value: string;
  /** The whole name, where a schema's is cut short. */
  readonly full: string;
}

export type Attributes = Readonly<Record<string, unknown>>;

export const isAttributes = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const VERSION = /^[\d.]+$/;

/** `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User` → `enterprise:User`. */
export const shortSchema = (urn: string): string =>
  urn
    .split(':')
    .filter((part) => !VERSION.test(part))
    .slice(-2)
    .join(':');

const isUrn = (name: string): boolean => /^urn:/i.test(name);

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A value of several is named by its type, where no other one has that type; else by its number. */
const pick = (values: readonly unknown[], at: number): string => {
  const typeOf = (value: unknown): unknown => (isAttributes(value) ? value['type'] : undefined);
  const type = typeOf(values[at]);
  const isAlone = values.filter((one) => typeOf(one) === type).length === 1;
  return typeof type === 'string' && isAlone ? `type eq "${type}"` : String(at + 1);
};

const partsOf = (name: string, full: string, value: unknown): readonly ValueRow[] => {
  if (Array.isArray(value)) {
    const values: readonly unknown[] = value;
    return values.flatMap((one, at) => {
      const which = `[${pick(values, at)}]`;
      return partsOf(`${name}${which}`, `${full}${which}`, without(one, which));
    });
  }
  if (!isAttributes(value)) return [{ name, full, value: textOf(value) }];
  const sign = isUrn(full) && name.split(':').length === 2 && !name.includes('.') ? ':' : '.';
  return Object.entries(value).flatMap(([part, one]) =>
    partsOf(`${name}${sign}${part}`, `${full}${sign}${part}`, one),
  );
};

/** The type that the name says already is no row. */
const without = (value: unknown, which: string): unknown =>
  isAttributes(value) && which.startsWith('[type')
    ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'type'))
    : value;

/** The parts of one attribute's value, each a row. */
export const rowsOf = (name: string, value: unknown): readonly ValueRow[] =>
  value === undefined || value === null
    ? []
    : partsOf(isUrn(name) ? shortSchema(name) : name, name, value);
