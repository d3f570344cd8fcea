import { catalogue, type EventType } from '@rollcall/contracts';
import 'reflect-metadata';
import { MOST_EVENTS, MOST_SECONDS, PARAMETERS } from './feed-query';
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
});
