import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { eventually } from '../audit/settled';
import { Client, idOf, strictUser, type Body } from '../support/client';
import type { Stack } from '../support/stack';
import { group } from '../support/teams';
import { newTenant, type Tenant } from '../support/tenants';
import type { Answer } from '../support/tools';

interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}
interface Document {
  readonly paths: Readonly<
    Record<string, { readonly get: { readonly responses: Readonly<Record<string, Response>> } }>
  >;
  readonly components: {
    readonly responses: Readonly<Record<string, Response>>;
    readonly schemas: object;
  };
}

const T = '/directory/v1/tenants/{tenantId}';
const LATER = 999_999;
/** Members of these are of SCIM, or of a kind of line, and are described elsewhere. */
const OPEN = ['ScimUser', 'ScimGroup', 'SnapshotLine', 'ListResponse'];

/** What `/directory/v1/openapi.json` says, against what `/directory/v1` answers. */
export const directoryDocument = (the: () => Stack): void =>
  describe('the OpenAPI document of the directory', () => {
    let tenant: Tenant;
    let directory: Client;
    let document: Document;
    let ajv: Ajv;
    let ids: Readonly<Record<string, string>>;

    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      directory = new Client(new URL(the().directory).origin, the().keys.client);
      const userId = idOf(await tenant.client.post('/Users', strictUser('ann/a@example.com')));
      const groupId = idOf(await tenant.client.post('/Groups', group('Team', userId)));
      ids = { tenantId: tenant.id, userName: 'ann/a@example.com', userId, groupId };
      document = (await directory.get('/directory/v1/openapi.json')).body as Document;
      // What is not described is a difference, too.
      const schemas = JSON.parse(JSON.stringify(document.components.schemas)) as Record<
        string,
        { additionalProperties?: boolean }
      >;
      for (const [name, schema] of Object.entries(schemas))
        if (!OPEN.includes(name)) schema.additionalProperties = false;
      ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
      ajv.addSchema({ $id: 'document', components: { schemas } });
      await eventually(
        () => ask(`${T}/groups/{groupId}`),
        ({ status }) => status === 200,
      );
    });

    const ask = (path: string, query = '', other: Readonly<Record<string, string>> = {}) =>
      directory.get(
        path.replace(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent({ ...ids, ...other }[name] ?? name),
        ) + query,
      );

    const described = (path: string, { status }: Answer): Response | undefined => {
      const response = document.paths[path]?.get.responses[status];
      const name = response?.$ref?.split('/').at(-1) ?? '';
      return document.components.responses[name] ?? response;
    };

    const differences = (path: string, answer: Answer): string[] => {
      const response = described(path, answer);
      if (!response) return [`${answer.status} is not described: ${answer.text}`];
      const [type = ''] = (answer.headers['content-type'] ?? '').split(';');
      const content = response.content?.[type];
      if (!content) return [`${answer.status} is ${type}`];
      const schema = JSON.parse(
        JSON.stringify(content.schema).replaceAll('"#/', '"document#/'),
      ) as object;
      const bodies =
        type === 'application/x-ndjson' ? answer.text.trim().split('\n') : [answer.text];
      const headers = Object.keys(response.headers ?? {}).filter(
        (name) => answer.headers[name] === undefined,
      );
      return [
        ...headers.map((name) => `${answer.status} has no header ${name}`),
        ...bodies.flatMap((body) =>
          ajv.validate(schema, JSON.parse(body)) ? [] : [`${ajv.errorsText()} in ${body}`],
        ),
      ];
    };

    const everyPath = (): string[] => Object.keys(document.paths);
    const ofTenants = (): string[] => everyPath().filter((path) => path.startsWith(T));

    it('describes every good answer', async () => {
      expect(everyPath()).toHaveLength(7);
      for (const path of everyPath()) {
        const answer = await ask(
          path,
          path === '/directory/v1/snapshot' ? `?tenant=${tenant.id}` : '',
        );
        expect([path, answer.status, differences(path, answer)]).toEqual([path, 200, []]);
      }
      const unknown = await ask(`${T}/logins/{userName}`, '', { userName: 'nobody' });
      expect(unknown.body).toMatchObject({ reason: 'unknown', scimManaged: true });
      expect(differences(`${T}/logins/{userName}`, unknown)).toEqual([]);
    });

    it.each<[string, string, number, Readonly<Record<string, string>>]>([
      ['users', '?count=some', 400, {}],
      ['users', '?filter=nothing%20eq', 400, {}],
      ['users/{userId}', '', 404, { userId: 'nobody' }],
      ['users/{userId}/groups', '', 404, { userId: 'nobody' }],
      ['groups/{groupId}', '?after=%20', 400, {}],
      ['groups/{groupId}', '', 404, { groupId: 'nothing' }],
      ['logins/{userName}', '?atLeast=x', 400, {}],
    ])('describes what %s%s answers: %i', async (part, query, status, other) => {
      const answer = await ask(`${T}/${part}`, query, other);
      expect([answer.status, differences(`${T}/${part}`, answer)]).toEqual([status, []]);
    });

    it('says what a 503 means to a log-in page, as the answer does', async () => {
      const answers = await Promise.all(
        ofTenants().map(async (path) => [path, await ask(path, `?atLeast=${LATER}`)] as const),
      );
      for (const [path, answer] of answers) {
        expect([path, answer.status, differences(path, answer)]).toEqual([path, 503, []]);
        const [, meaning = ''] =
          described(path, answer)?.description?.split('To a log-in page: ') ?? [];
        expect(String((answer.body as Body)['detail'])).toContain(meaning);
        expect(meaning).not.toBe('');
      }
    });

    it('is there for every key, and for nobody else', async () => {
      const stranger = new Client(directory.base, 'an unknown key');
      expect((await stranger.get('/directory/v1/openapi.json')).status).toBe(401);
    });
  });
