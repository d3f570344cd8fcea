/** The words in which `*-events.ts` say what the data of their events must be: JSON Schema, draft 7. */

/** A JSON Schema. */
export interface DataSchema {
  readonly [keyword: string]: unknown;
  readonly optional?: never;
}

/** Of a member that an event may leave out. */
interface Optional {
  readonly optional: DataSchema;
}

/** A schema for each member of the data. One that is missing, or optional and not said so, does not compile. */
export type Members<Data> = {
  readonly [Name in keyof Data]-?: object extends Pick<Data, Name> ? Optional : DataSchema;
};

export const text: DataSchema = { type: 'string' };
export const word: DataSchema = { type: 'string', minLength: 1 };
export const moment: DataSchema = { type: 'string', format: 'date-time' };
export const words: DataSchema = { type: 'array', items: word };
export const orNull = (one: DataSchema): DataSchema => ({ anyOf: [one, { type: 'null' }] });
export const oneOf = (...values: readonly (string | number)[]): DataSchema => ({ enum: values });
export const optional = (one: DataSchema): Optional => ({ optional: one });

/** What may say words about a person: an erasure takes it away, and so must each reader. */
export const PERSONAL = 'personal data';
export const personal = (one: DataSchema): DataSchema => ({ ...one, $comment: PERSONAL });

/** Of what people did at the console and the admin API: the address that it came from. */
export const acted = { source: optional(personal(word)) };

/** The members of any event's data. */
export type AnyMembers = Readonly<Record<string, DataSchema | Optional>>;

const isOptional = (one: DataSchema | Optional): one is Optional => one.optional !== undefined;

/** The URI of the JSON Schema of a type in one version. */
export const schemaId = (type: string, version: number): string =>
  `urn:rollcall:events:${type}.v${version}`;

/** The dialect of every schema here. */
export const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** The JSON Schema of an event's data. Members that it does not name are allowed: later writers add some. */
export const schemaOf = (type: string, version: number, members: AnyMembers): DataSchema => {
  const entries = Object.entries(members);
  return {
    $schema: DIALECT,
    $id: schemaId(type, version),
    title: type,
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, one]) => [name, isOptional(one) ? one.optional : one]),
    ),
    required: entries.filter(([, one]) => !isOptional(one)).map(([name]) => name),
  };
};
