import { isEventType, catalogue } from '@rollcall/contracts';
import { MOST_EVENTS, MOST_SECONDS, type PARAMETERS } from './feed-query';

interface Described {
  readonly description: string;
  readonly schema: object;
}

const provisioning = Object.keys(catalogue).filter(
  (type) => isEventType(type) && catalogue[type].topic === 'provisioning',
);

const QUERY: Readonly<Record<(typeof PARAMETERS)[number], Described>> = {
  after: {
    description:
      'The cursor of the page before, or `now`. Without it the feed begins with the first event.',
    schema: { type: 'string' },
  },
  tenant: { description: 'Events of this tenant alone.', schema: { type: 'string' } },
  types: {
    description: 'Events of these types alone, with commas between.',
    schema: { type: 'array', items: { type: 'string', enum: provisioning } },
  },
  count: {
    description: 'The greatest number of events in the page; a megabyte ends it earlier.',
    schema: { type: 'integer', minimum: 1, maximum: MOST_EVENTS, default: MOST_EVENTS },
  },
  wait: {
    description: 'Seconds to wait when there is no event after the cursor.',
    schema: { type: 'integer', minimum: 0, maximum: MOST_SECONDS, default: 0 },
  },
};

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'A parameter is wrong; `detail` says which. `code` is `bad-cursor` for a cursor.',
  401: 'No key, or an unknown one.',
  403: 'The key does not have the scope `events:read`.',
  404: 'There is no such tenant for this key.',
  409: '`history-replaced`: the log went back in time; `detail` names tenants and the next cursor.',
  410: '`feed-replaced`: the cursor is of a feed that there is no more. Begin with the first event.',
  503: 'A part of the service is unavailable. Wait for the seconds in Retry-After.',
};

const EVENT = {
  type: 'object',
  description:
    'A CloudEvent 1.0 in JSON, with the extensions tenant, position, streamversion, actor, ' +
    'actorkind, actorlabel, correlationid, epoch and lastofrequest. `data` is what the JSON Schema ' +
    '`dataschema` says.',
  required: [
    'specversion',
    'id',
    'source',
    'type',
    'subject',
    'time',
    'tenant',
    'position',
    'data',
  ],
  properties: { position: { type: 'integer', minimum: 1 }, data: { type: 'object' } },
};

const TEXT = { schema: { type: 'string' } };
const headers = {
  'x-rollcall-cursor': { description: 'The cursor of the next page: its `after`.', ...TEXT },
  link: { description: 'The address of the next page, `rel="next"`.', ...TEXT },
};

const operation = (operationId: string, summary: string, content: object): object => ({
  operationId,
  summary,
  parameters: Object.entries(QUERY).map(([name, { description, schema }]) => ({
    name,
    in: 'query',
    description,
    schema,
    ...(name === 'types' ? { style: 'form', explode: false } : {}),
  })),
  responses: {
    200: { description: summary, headers, ...content },
    ...Object.fromEntries(
      Object.entries(REFUSALS).map(([status, description]) => [
        status,
        {
          description,
          content: { 'application/problem+json': {} },
        },
      ]),
    ),
  },
});

/** The OpenAPI document of `/events/v1`. */
export const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Rollcall feed', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/events/v1': {
      get: operation('events', 'The events after a cursor.', {
        content: {
          'application/cloudevents-batch+json': {
            schema: { type: 'array', maxItems: MOST_EVENTS, items: EVENT },
          },
        },
      }),
      head: operation('now', 'The cursor of now.', {}),
    },
  },
  components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
};
