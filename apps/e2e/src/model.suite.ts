import fc from 'fast-check';
import { bodyOf, filter, idOf, resourcesOf, totalOf, USER } from './client';
import { Model, type Person } from './model';
import type { Stack } from './stack';
import { newTenant, type Tenant } from './tenants';

/** What is done next; `who` picks among those who were ever created, so also the deleted. */
type Step =
  | { readonly do: 'create' | 'replace'; readonly who: number; readonly user: Person['attributes'] }
  | { readonly do: 'patch'; readonly who: number; readonly set: object; readonly match: boolean }
  | { readonly do: 'remove' | 'read'; readonly who: number }
  | { readonly do: 'find'; readonly name: string };

const name = fc.constantFrom('a@x.test', 'A@X.TEST', 'b@x.test', 'c@x.test');
const who = fc.nat({ max: 5 });
const user = fc.record(
  { userName: name, displayName: fc.constantFrom('One', 'Two'), active: fc.boolean() },
  { requiredKeys: ['userName', 'displayName'] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), who, user }) },
  fc.record({ do: fc.constant('replace' as const), who, user }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('patch' as const),
      who,
      match: fc.boolean(),
      set: fc.record(
        {
          userName: name,
          displayName: fc.constantFrom('One', 'Two'),
          active: fc.boolean(),
          externalId: fc.constantFrom('e1', 'e2'),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  fc.record({ do: fc.constantFrom('remove' as const, 'read' as const), who }),
  fc.record({ do: fc.constant('find' as const), name }),
);

export const model = (the: () => Stack): void =>
  describe('the HTTP API and a model of it', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const play = async (tenant: Tenant, steps: readonly Step[]): Promise<void> => {
      const expected = new Model();
      const ids: string[] = [];
      // Each request at another gateway: what one has written the others know.
      const client = (n: number) => tenant.clients[n % tenant.clients.length] ?? tenant.client;
      const seen = (body: object, { id, version, attributes }: Person): void =>
        expect(body).toMatchObject({ id, ...attributes, meta: { version: `W/"${version}"` } });

      for (const [n, one] of steps.entries()) {
        const id = 'who' in one ? (ids[one.who] ?? '00000000-0000-4000-8000-000000000000') : '';
        const person = expected.people.get(id);
        switch (one.do) {
          case 'create': {
            const attributes = { ...one.user };
            const answer = await client(n).post('/Users', { schemas: [USER], ...attributes });
            expect(answer.status).toBe(expected.create(attributes));
            if (answer.status !== 201) break;
            expected.created(idOf(answer), attributes);
            ids.push(idOf(answer));
            break;
          }
          case 'replace': {
            const answer = await client(n).put(`/Users/${id}`, one.user);
            const status = expected.change(id, (now) => ({ active: now['active'], ...one.user }));
            expect(answer.status).toBe(status);
            break;
          }
          case 'patch': {
            const stale = n % 3 === 0;
            const version = (person?.version ?? 1) + (stale ? 7 : 0);
            const answer = await client(n).patch(
              `/Users/${id}`,
              [{ op: 'replace', value: one.set }],
              one.match ? { 'if-match': `W/"${version}"` } : {},
            );
            const wanted = (now: Person['attributes']) => ({ ...now, ...one.set });
            expect(answer.status).toBe(
              expected.change(id, wanted, one.match ? version : undefined),
            );
            break;
          }
          case 'remove':
            expect((await client(n).delete(`/Users/${id}`)).status).toBe(expected.remove(id));
            break;
          case 'read': {
            const answer = await client(n).get(`/Users/${id}`);
            expect(answer.status).toBe(person ? 200 : 404);
            if (person) seen(bodyOf(answer), person);
            break;
          }
          case 'find': {
            const answer = await client(n).get(filter(`userName eq "${one.name}"`));
            const holder = expected.holder(one.name);
            expect(resourcesOf(answer).map(({ id: found }) => found)).toEqual(
              holder ? [holder.id] : [],
            );
          }
        }
      }
      const list = await client(0).get('/Users?count=200');
      expect(totalOf(list)).toBe(expected.people.size);
      for (const body of resourcesOf(list))
        seen(body, expected.people.get(String(body['id'])) as Person);
    };

    it('give the same answers to any sequence of requests', () =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) =>
          play(await newTenant(stack), steps),
        ),
        { numRuns: 40, endOnFailure: true },
      ));
  });
