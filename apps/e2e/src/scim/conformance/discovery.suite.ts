import { bodyOf, resourcesOf, type Body } from '../../support/client';
import { differing, explained, factsOf, misfits, RFC, shortOf, type Facts } from './schema-facts';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';

const OWN = ['ServiceProviderConfig', 'ResourceType', 'Schema'].map(
  (name) => `urn:ietf:params:scim:schemas:core:2.0:${name}`,
);
const attributesOf = (schema: Body): readonly Body[] => schema['attributes'] as readonly Body[];

const RESOURCES = {
  strict: ['core:2.0:User'],
  full: ['core:2.0:User', 'extension:enterprise:2.0:User', 'core:2.0:Group'],
} as const;

/** Discovery, attribute by attribute: what RFC 7643 §8.7 prints, and why ours differs. */
export const conformanceDiscovery = (the: () => Stack): void =>
  describe.each(['strict', 'full'] as const)('discovery of a %s tenant', (profile) => {
    let tenant: Tenant;
    let schemas: readonly Body[];
    let own: readonly Body[];
    beforeAll(async () => {
      tenant = await newTenant(the(), profile);
      schemas = resourcesOf(await tenant.client.get('/Schemas'));
      own = await Promise.all(
        OWN.map(async (id) => bodyOf(await tenant.client.get(`/Schemas/${id}`))),
      );
    });

    /** Every difference is explained, and every explanation is of a difference. */
    const asPrinted = (documents: readonly Body[]): void => {
      for (const one of documents) {
        const schema = shortOf(one['id']);
        const ours = factsOf(attributesOf(one));
        const wrong = differing(RFC[schema] as Facts, ours, schema);
        expect(wrong.sort()).toEqual(explained(profile, schema, ours).sort());
      }
    };

    it('RFC7643 §8.7.1-a: User, EnterpriseUser and Group are as printed, except for explained differences', () => {
      const names = schemas.map(({ id }) => shortOf(id));
      expect(names).toEqual(RESOURCES[profile]);
      asPrinted(schemas);
    });

    it('RFC7643 §8.7.1-b: a full tenant has every printed attribute', () => {
      const missing = schemas.flatMap((one) => {
        const ours = factsOf(attributesOf(one));
        return Object.keys(RFC[shortOf(one['id'])] as Facts).filter((name) => !(name in ours));
      });
      if (profile === 'full') expect(missing).toEqual([]);
      else
        expect(Object.keys(factsOf(attributesOf(schemas[0] as Body))).sort()).toEqual([
          'active',
          'displayName',
          'externalId',
          'userName',
        ]);
    });

    it('RFC7643 §8.7.2-a: the schemas of the discovery documents are as printed, except for explained differences', () => {
      expect(own.map(({ id }) => id)).toEqual(OWN);
      asPrinted(own);
      for (const one of own) {
        const ours = Object.keys(factsOf(attributesOf(one)));
        expect(ours).toEqual(expect.arrayContaining(Object.keys(RFC[shortOf(one['id'])] as Facts)));
        expect(one).toMatchObject({
          schemas: [OWN[2]],
          meta: {
            resourceType: 'Schema',
            location: `${tenant.client.base}/Schemas/${String(one['id'])}`,
          },
        });
      }
      const describes = (name: string): unknown =>
        attributesOf(own[2] as Body).find((one) => one['name'] === name)?.['description'];
      // Erratum 6727: the RFC prints that of `name` for both.
      expect(describes('description')).not.toBe(describes('name'));
    });

    it('RFC7643 §8.7.2-b: each discovery document has exactly the attributes of its schema', async () => {
      const [config, type, schema] = own.map(attributesOf) as [Body[], Body[], Body[]];
      const documents: [Body, readonly Body[]][] = [
        [bodyOf(await tenant.client.get('/ServiceProviderConfig')), config],
        ...resourcesOf(await tenant.client.get('/ResourceTypes')).map(
          (one): [Body, readonly Body[]] => [one, type],
        ),
        ...[...schemas, ...own].map((one): [Body, readonly Body[]] => [one, schema]),
      ];
      // The schema of schemas goes one level deeper than it can say.
      const wrong = documents.flatMap(([one, attributes]) =>
        misfits(one, attributes).filter(
          (line) => one['id'] !== OWN[2] || !line.startsWith('attributes.subAttributes.sub'),
        ),
      );
      expect(wrong).toEqual([]);
      for (const [one] of documents)
        expect(one['schemas']).toEqual([
          expect.stringMatching(/^urn:ietf:params:scim:schemas:core:2\.0:/),
        ]);
    });

    it('RFC7643 §6-b: the resource types are those of the profile, at the endpoints that they name', async () => {
      const types = resourcesOf(await tenant.client.get('/ResourceTypes'));
      const user = {
        id: 'User',
        name: 'User',
        endpoint: '/Users',
        schema: 'urn:ietf:params:scim:schemas:core:2.0:User',
      };
      const group = {
        id: 'Group',
        name: 'Group',
        endpoint: '/Groups',
        schema: 'urn:ietf:params:scim:schemas:core:2.0:Group',
      };
      const enterprise = {
        schema: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
        required: false,
      };
      expect(types).toMatchObject(
        profile === 'full' ? [{ ...user, schemaExtensions: [enterprise] }, group] : [user],
      );
      expect(types.map((one) => 'schemaExtensions' in one)).toEqual(
        profile === 'full' ? [true, false] : [false],
      );
      for (const one of types) {
        const alone = await tenant.client.get(`/ResourceTypes/${String(one['id'])}`);
        expect(alone.body).toEqual(one);
        expect(one['meta']).toEqual({
          resourceType: 'ResourceType',
          location: `${tenant.client.base}/ResourceTypes/${String(one['id'])}`,
        });
      }
    });

    it('RFC7643 §5-b: ServiceProviderConfig is true, including pages and limits', async () => {
      const config = bodyOf(await tenant.client.get('/ServiceProviderConfig'));
      expect(config).toMatchObject({
        patch: { supported: true },
        bulk: { supported: true, maxOperations: 1_000, maxPayloadSize: expect.any(Number) },
        filter: { supported: true, maxResults: 200 },
        changePassword: { supported: false },
        sort: { supported: true },
        etag: { supported: true },
        pagination: {
          cursor: true,
          index: true,
          defaultPaginationMethod: 'index',
          defaultPageSize: 100,
          maxPageSize: 200,
          cursorTimeout: 3_600,
        },
      });
      const more = Array.from({ length: 1_001 }, () => ({ method: 'DELETE', path: '/Users/x' }));
      const bulk = {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: more,
      };
      expect((await tenant.client.post('/Bulk', bulk)).status).toBe(413);
    });
  });
