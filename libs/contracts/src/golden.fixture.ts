import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type EventType } from './catalogue';
import { toMessage, type EventMessage } from './codec';
import { DIALECT, type DataSchema } from './payload-schema';
import { subject, tenantId, type Recorded } from './event';
import { TEST_USER_DOMAIN } from './test-user-events';

/** The attributes of users of one profile, as a schema of their own: for types of that profile. */
export const attributesSchema = (
  profile: string,
  properties: Readonly<Record<string, DataSchema>>,
): DataSchema => ({
  $schema: DIALECT,
  $id: `urn:rollcall:attributes:${profile}.v1`,
  title: 'UserAttributes',
  type: 'object',
  properties,
});

export interface Golden {
  readonly event: Recorded;
  readonly message: EventMessage;
}

export const goldenFile = (type: string): string =>
  join(__dirname, '../golden', `${type}.v${versionOf(type)}.json`);
export const attributesFile = (profile: string): string =>
  join(__dirname, '../attributes', `${profile}.v1.json`);
export const schemaFile = (type: string): string =>
  join(__dirname, '../schemas', `${type}.v${versionOf(type)}.json`);

const versionOf = (type: string): number => catalogue[type as EventType].version;

const read = <Content>(file: string): Content => JSON.parse(readFileSync(file, 'utf8')) as Content;

const TIME = '2026-01-31T12:00:00.000Z';
const PERSON = '6b1f3f0e-6f7b-4f3e-9c0e-2f5f0f7f1a11';
const TEST_PERSON = '7e570000-0000-8000-8000-2f5f0f7f1a11';
const IDS = {
  users: PERSON,
  any: PERSON,
  testusers: TEST_PERSON,
  groups: '0d8c1a52-3f1e-4b0a-9a53-6f0f6f1c7a22',
  tokens: '9haI3g1rKBwwEA86',
  tenants: 'acme',
};

/** A value that a schema takes; of a text, the name of its member. */
const example = (name: string, schema: DataSchema): unknown => {
  const { type, format, items, properties, minimum, anyOf, enum: values } = schema;
  if (Array.isArray(values)) return values[0];
  if (Array.isArray(anyOf)) return example(name, anyOf[0] as DataSchema);
  switch (Array.isArray(type) ? (type[0] as unknown) : type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((properties ?? {}) as Record<string, DataSchema>).map(([part, one]) => [
          part,
          example(part, one),
        ]),
      );
    case 'array':
      return [example(name, items as DataSchema)];
    case 'boolean':
      return true;
    case 'integer':
      return minimum ?? 1;
    default:
      return format === 'date-time' ? TIME : name;
  }
};

const exampleOf = (type: EventType): Recorded => {
  const { subject: kind, version, schema } = catalogue[type];
  const id = IDS[kind];
  const data = example(type, schema) as Record<string, unknown>;
  for (const name of ['userId', 'groupId', 'tokenId']) if (name in data) data[name] = id;
  return {
    tenantId: tenantId('acme'),
    position: catalogue[type].topic === 'credentials' ? 0 : 7,
    subject: subject(kind === 'any' ? 'users' : kind, id),
    streamVersion: 1,
    type,
    version,
    data,
    actor: 'operator',
    correlationId: '3f6c0f8e-2a52-4d0c-8f2e-0e4f3c1f9b77',
    time: TIME,
    epoch: 'f1d2a3b4-0000-4000-8000-000000000001',
  };
};

/** The event of a test user is that of a user, in a stream of its own and below a domain of its own. */
const ofTestUser = (type: EventType, { event }: Golden): Recorded => {
  const data = JSON.stringify(event.data)
    .replaceAll(PERSON, TEST_PERSON)
    .replaceAll('@example.com', `@${TEST_USER_DOMAIN}`);
  return {
    ...event,
    type,
    subject: subject('testusers', TEST_PERSON),
    data: JSON.parse(data) as unknown,
  };
};

const eventOf = (type: EventType): Recorded => {
  if (catalogue[type].subject === 'testusers')
    return ofTestUser(type, goldenOf(type.slice('Test'.length) as EventType));
  const file = goldenFile(type);
  return existsSync(file) ? read<Golden>(file).event : exampleOf(type);
};

/**
 * The golden of a type as it should stand: the event that its file has, or an example made from its
 * schema, and the message that the event makes.
 */
export const goldenOf = (type: EventType): Golden => {
  const event = eventOf(type);
  return { event, message: toMessage(event) };
};
