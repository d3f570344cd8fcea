import 'reflect-metadata';
import { LIMITS } from '@rollcall/protocol';
import { SCOPES } from '@rollcall/platform';
import { CLIENT_ROUTES } from './client-routes';
import openApi from './openapi.json';
import { MEANS } from './unavailable';

interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly key: readonly string[] }[];
  readonly parameters: readonly ({ readonly $ref: string } | { readonly name: string })[];
  readonly responses: Readonly<Record<string, { readonly description?: string }>>;
}

const paths = openApi.paths as Readonly<Record<string, { readonly get: Operation }>>;
const operations = Object.entries(paths).map(([path, { get }]) => ({
  route: `GET ${path.replace(/\{(\w+)\}/g, ':$1')}`,
  ...get,
}));

describe('the OpenAPI document of the directory', () => {
  it('has every route with the scope that it needs, and no other', () => {
    const documented = operations.map(({ route, security }) => [route, security[0]?.key.join()]);
    const itself = ['GET /directory/v1/openapi.json', 'any scope'];
    expect(Object.fromEntries([...documented, itself])).toEqual(CLIENT_ROUTES);
    for (const scope of Object.values(CLIENT_ROUTES))
      expect([...SCOPES, 'any scope']).toContain(scope);
  });

  it('says of each operation in one sentence what its 503 means to a log-in page', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      Object.keys(MEANS).sort(),
    );
    for (const { operationId, responses } of operations) {
      const meaning = MEANS[operationId as keyof typeof MEANS];
      expect(meaning).toMatch(/^[A-Z][^.]+\.$/);
      expect(responses['503']?.description).toMatch(/. To a log-in page: /);
      expect(responses['503']?.description?.endsWith(meaning)).toBe(true);
    }
  });

  it('has the refusals of the key in each operation', () => {
    for (const { responses } of operations)
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403', '404', '503']));
  });

  it('has the limits of pages', () => {
    const { parameters, schemas } = openApi.components;
    expect(parameters.count.schema.default).toBe(LIMITS.pageByDefault);
    expect(parameters.pageCount.schema.default).toBe(LIMITS.pageByDefault);
    expect(schemas.ListResponse.properties.Resources.maxItems).toBe(LIMITS.page);
  });
});
