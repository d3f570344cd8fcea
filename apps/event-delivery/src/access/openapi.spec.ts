import { catalogue, type EventType } from '@rollcall/contracts';
import 'reflect-metadata';
import { MOST_EVENTS, MOST_SECONDS, PARAMETERS } from './feed-query';
import { LONGEST_REASON, MOST_TENANTS } from '../subscriptions/report';
import { MOST_POSITIONS } from '../subscriptions/subscriptions';
import { CLIENT_ROUTES } from './events.controller';
import openApi from './openapi.json';

describe('the OpenAPI document of the feed', () => {
  const { get, head } = openApi.paths['/events/v1'];
  const schemaOf = (name: string) => get.parameters.find((one) => one.name === name)?.schema;

  it('has the parameters that are read, and their limits', () => {
    for (const { parameters } of [get, head])
      expect(parameters.map(({ name }) => name)).toEqual(PARAMETERS);
    expect(schemaOf('count')).toMatchObject({ minimum: 1, maximum: MOST_EVENTS });
    expect(schemaOf('wait')).toMatchObject({ minimum: 0, maximum: MOST_SECONDS });
  });

  it('names every type of event on the topic', () => {
    const types = (Object.keys(catalogue) as EventType[]).filter(
      (type) => catalogue[type].topic === 'provisioning',
    );
    expect(schemaOf('types')).toMatchObject({ items: { enum: types } });
  });

  it('has every route, and no other', () => {
    const methods = ['get', 'post', 'delete'];
    const documented = Object.entries(openApi.paths).flatMap(([path, item]) =>
      Object.keys(item).flatMap((method) =>
        methods.includes(method)
          ? [`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`]
          : [],
      ),
    );
    const itself = 'GET /events/v1/openapi.json';
    expect([...documented, itself].sort()).toEqual(Object.keys(CLIENT_ROUTES).sort());
  });

  it('has the limits of reports', () => {
    const { get: one, post } = openApi.paths['/events/v1/subscriptions/{name}'];
    const body = post.requestBody.content['application/json'].schema;
    expect(body.properties.tenants.maxItems).toBe(MOST_TENANTS);
    expect(openApi.components.schemas.Halt.properties.reason.description).toContain(
      `${LONGEST_REASON} characters`,
    );
    const [, page] = one.responses['200'].content['application/json'].schema.allOf;
    expect(page?.properties?.positions.maxItems).toBe(MOST_POSITIONS);
  });
});
