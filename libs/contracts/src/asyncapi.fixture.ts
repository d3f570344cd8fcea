import { catalogue, type EventType } from './catalogue';
import { goldenOf } from './golden.fixture';
import { topics } from './topics';

/** The AsyncAPI 3 document of both topics: `npm run golden` writes it from the catalogue. */

const text = { type: 'string' } as const;
const number = { type: 'string', pattern: '^[0-9]+$' } as const;

/** CloudEvents 1.0, Kafka protocol binding, binary mode: all headers are text. */
const HEADERS: Readonly<Record<string, object>> = {
  ce_specversion: { const: '1.0' },
  ce_type: { ...text, description: 'rollcall.<Name>.v<version>' },
  ce_source: { ...text, description: 'Ends with /tenants/<tenant>; before it the installation.' },
  ce_subject: { ...text, description: 'The stream: users/<id>, groups/<id> …' },
  ce_id: { ...text, description: 'Unique together with ce_source.' },
  ce_time: { ...text, format: 'date-time' },
  ce_dataschema: { ...text, description: 'The $id of the schema of the payload.' },
  'content-type': { const: 'application/json' },
  ce_tenant: { ...text, description: 'The same as the key.' },
  ce_position: {
    ...number,
    description: '1, 2, 3 … in each tenant; 0 on the topic of credentials.',
  },
  ce_streamversion: { ...number, description: 'Counts in the subject.' },
  ce_actor: { ...text, description: 'Who caused it: token:<id>, operator:<name> …' },
  ce_actorkind: text,
  ce_actorlabel: text,
  ce_correlationid: text,
  ce_epoch: { ...text, description: 'Another one after the event log went back in time.' },
  ce_lastofrequest: { enum: ['true', 'false'] },
  traceparent: text,
};
/** Of later releases; events of former ones lack them. */
const OPTIONAL = [
  'ce_dataschema',
  'ce_actorkind',
  'ce_actorlabel',
  'ce_lastofrequest',
  'traceparent',
];

const types = Object.keys(catalogue) as EventType[];
const idOf = (type: EventType): string => `${type}.v${catalogue[type].version}`;

const message = (type: EventType) => {
  const { headers, value } = goldenOf(type).message;
  return {
    name: `rollcall.${idOf(type)}`,
    title: type,
    summary: catalogue[type].summary,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/headers' },
    payload: { $ref: `./schemas/${idOf(type)}.json` },
    bindings: { kafka: { key: { type: 'string', description: 'The tenant.' } } },
    examples: [{ headers, payload: JSON.parse(value) as object }],
  };
};

const channel = (name: 'provisioning' | 'credentials', description: string) => ({
  address: topics[name](),
  description,
  messages: Object.fromEntries(
    types
      .filter((type) => catalogue[type].topic === name)
      .map((type) => [idOf(type), { $ref: `#/components/messages/${idOf(type)}` }]),
  ),
});

/** Of the contract, not of the product: an addition raises the second number, a new version of a type the first. */
const VERSION = '1.0.0';

export const asyncApi = () => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Rollcall events',
    version: VERSION,
    description:
      'Facts about tenants, users and groups, in order for each tenant. Skip a type that you do not know; stop a tenant at an unknown version of a type that you handle.',
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  channels: {
    provisioning: channel(
      'provisioning',
      'Kept for ever; one partition for each tenant. A later generation has .g<n> after its name.',
    ),
    credentials: channel('credentials', 'Tokens and client secrets, without their values.'),
  },
  operations: {
    publishProvisioning: { action: 'send', channel: { $ref: '#/channels/provisioning' } },
    publishCredentials: { action: 'send', channel: { $ref: '#/channels/credentials' } },
  },
  components: {
    messages: Object.fromEntries(types.map((type) => [idOf(type), message(type)])),
    schemas: {
      headers: {
        type: 'object',
        properties: HEADERS,
        required: Object.keys(HEADERS).filter((name) => !OPTIONAL.includes(name)),
      },
    },
  },
});
