/** Characteristics of an attribute (RFC 7643 §2.2, §7). Everything reads these records. */
export interface Attribute {
  readonly name: string;
  readonly type:
    | 'string'
    | 'boolean'
    | 'decimal'
    | 'integer'
    | 'dateTime'
    | 'reference'
    | 'binary'
    | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
  /**
   * Whether its texts identify a person: an erasure then removes them everywhere. Each text of
   * a user needs it; a sub-attribute inherits it. It is not part of SCIM, and in no
   * discovery document.
   */
  readonly personal?: boolean;
}

export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

type Rest = Partial<Omit<Attribute, 'name' | 'type' | 'description'>>;

const DEFAULTS = {
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
} as const;

const of =
  (type: Attribute['type']) =>
  (name: string, description: string, rest: Rest = {}): Attribute => ({
    ...DEFAULTS,
    name,
    type,
    description,
    ...rest,
  });

export const string = of('string');
export const boolean = of('boolean');
export const integer = of('integer');
export const dateTime = of('dateTime');
export const reference = of('reference');
export const binary = of('binary');

export const complex = (
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  rest: Rest = {},
): Attribute => of('complex')(name, description, { subAttributes, ...rest });

export const personal = (one: Attribute): Attribute => ({ ...one, personal: true });
export const impersonal = (one: Attribute): Attribute => ({ ...one, personal: false });

/** A multi-valued complex attribute with the usual sub-attributes (RFC 7643 §2.4). */
export const plural = (
  name: string,
  description: string,
  types: readonly string[],
  value: Attribute = string('value', `One of the ${name}.`),
): Attribute =>
  complex(
    name,
    description,
    [
      value,
      string('display', 'A name for people.'),
      impersonal(
        string('type', 'What it is for.', types.length > 0 ? { canonicalValues: types } : {}),
      ),
      boolean('primary', 'Whether it is the preferred one; true at most once.'),
    ],
    { multiValued: true },
  );
