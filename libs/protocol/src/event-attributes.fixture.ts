/** The attributes of users as JSON Schema, for the events: `libs/contracts/src/user-attributes.ts`. */
import type { Profile } from './profiles/profile';
import type { Attribute } from './schemas/attribute';

type JsonSchema = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, JsonSchema>>;

const TEXT = { type: 'string' };
const SCALARS: Readonly<Record<Exclude<Attribute['type'], 'complex'>, JsonSchema>> = {
  string: TEXT,
  reference: TEXT,
  binary: TEXT,
  dateTime: TEXT,
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
};

/** What providers write, and answers show: the rest is not in events. */
const isStored = ({ mutability, returned }: Attribute): boolean =>
  mutability !== 'readOnly' && returned !== 'never';

const valueOf = ({ type, subAttributes = [] }: Attribute): JsonSchema =>
  type === 'complex'
    ? { type: 'object', properties: named(subAttributes, valueOf) }
    : SCALARS[type];

/** Canonical values are suggestions (RFC 7643 §2.4), so that no enum stands here. */
const attributeOf = (attribute: Attribute): JsonSchema => {
  const { description, multiValued } = attribute;
  const value = valueOf(attribute);
  return multiValued ? { type: 'array', description, items: value } : { ...value, description };
};

const named = (
  attributes: readonly Attribute[],
  schemaOf: (attribute: Attribute) => JsonSchema,
): Properties =>
  Object.fromEntries(attributes.filter(isStored).map((one) => [one.name, schemaOf(one)]));

/** The members of an event's `attributes`: those of the core, then each extension under its URN. */
export const propertiesOf = ({ attributes, extensions }: Profile): Properties => ({
  ...named([...attributes.values()], attributeOf),
  ...Object.fromEntries(
    extensions.map(({ id, description, attributes: some }) => [
      id,
      { type: 'object', description, properties: named(some, attributeOf) },
    ]),
  ),
});

/** The source of `libs/contracts/src/user-attributes.ts`, which imports nothing of this library. */
export const sourceOf = (profiles: Readonly<Record<string, Profile>>): string => {
  const lines = Object.entries(profiles).flatMap(([name, profile]) => [
    `  ${JSON.stringify(name)}: {`,
    ...Object.entries(propertiesOf(profile)).map(
      ([attribute, schema]) => `    ${JSON.stringify(attribute)}: ${JSON.stringify(schema)},`,
    ),
    '  },',
  ]);
  return `// \`npm run golden\` writes this file from the profiles of libs/protocol. A change here is a change of the wire.
import type { DataSchema } from './payload-schema';

type Properties = Readonly<Record<string, DataSchema>>;

/** The attributes of users that each profile accepts, as JSON Schema: what events say of a person. */
// prettier-ignore
export const userAttributes: Readonly<Record<'strict' | 'full', Properties>> = {
${lines.join('\n')}
};
`;
};
