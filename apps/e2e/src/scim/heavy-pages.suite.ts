import { Client as Postgres } from 'pg';
import { bodyOf, resourcesOf, totalOf, type Body } from '../support/client';
import { refused } from './hostile/answers';
import { whenPublished } from '../audit/settled';
import type { Stack } from '../support/stack';
import { Teams, valuesOf } from '../support/teams';
import { newTenant, type Tenant } from '../support/tenants';

const GROUPS = 30;
const EACH = 2_000;

/**
 * Pages with very many members: refused before they are made, and one group alone is shown. The
 * members are put into the directory's rows by hand: the pages are made of nothing else.
 */
export const heavyPages = (the: () => Stack): void =>
  describe('pages of large groups', () => {
    let tenant: Tenant;
    let groups: readonly string[];
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      const teams = new Teams(tenant.client, 'heavy');
      const made: string[] = [];
      for (let i = 0; i < GROUPS; i += 1) made.push(await teams.group(`Heavy ${i}`));
      groups = made;
      await whenPublished(the(), tenant.id);
      await tenant.client.get('/Groups?count=1');
      await fill(groups, EACH);
      await fill(groups.slice(0, 1), 100_000);
    }, 120_000);

    const fill = async (ids: readonly string[], count: number): Promise<void> => {
      const { href } = Object.assign(new URL(the().databaseUrl), {
        pathname: '/rollcall_directory',
      });
      const db = new Postgres({ connectionString: href });
      await db.connect();
      try {
        await db.query(
          `INSERT INTO memberships (tenant_id, group_id, member_id, type)
           SELECT $1, g.id, '6f1d5a0e-0000-4000-8000-' || lpad(n::text, 12, '0'), 'User'
           FROM unnest($2::text[]) AS g(id), generate_series(1, $3::int) AS n
           ON CONFLICT DO NOTHING`,
          [tenant.id, ids, count],
        );
      } finally {
        await db.end();
      }
    };

    it.each([
      '/Groups?count=100',
      '/Groups?count=100&sortBy=displayName',
      '/Groups?count=100&attributes=members.value',
      '/Groups?count=2',
      '/Groups?count=100&cursor=',
      '/Groups?count=100&sortBy=displayName&cursor=',
      '/Groups?filter=displayName%20sw%20%22heavy%22',
    ])('GET %s is refused, and says what to ask instead', async (path) => {
      const answer = await tenant.client.get(path);
      refused(answer, 400, 'tooMany', /50000 members.*excludedAttributes=members.*count/);
    });

    it('a search is refused likewise, at the root, too', async () => {
      for (const path of ['/Groups/.search', '/.search'])
        refused(await tenant.client.post(path, { count: 100 }), 400, 'tooMany', /50000/);
    });

    it('without the members the page is whole', async () => {
      for (const query of ['', '&cursor=', '&sortBy=displayName']) {
        const page = await tenant.client.get(
          `/Groups?excludedAttributes=members&count=100${query}`,
        );
        expect([page.status, totalOf(page), resourcesOf(page).length]).toEqual([
          200,
          GROUPS,
          GROUPS,
        ]);
      }
    });

    it('a smaller page is whole, and one group alone is, however many are in it', async () => {
      const some = await tenant.client.get('/Groups?startIndex=2&count=20');
      expect(resourcesOf(some).map((one) => valuesOf(one['members']).length)).toEqual(
        Array(20).fill(EACH),
      );
      for (const query of [
        'count=1',
        'count=1&cursor=',
        `filter=id%20eq%20%22${groups[0]}%22%20and%20id%20pr`,
      ]) {
        const [one] = resourcesOf(await tenant.client.get(`/Groups?${query}`));
        expect([one?.['id'], valuesOf((one as Body)['members']).length]).toEqual([
          groups[0],
          100_000,
        ]);
      }
    });

    it('others are answered meanwhile', async () => {
      const other = await newTenant(the(), 'full');
      const heavy = Array.from({ length: 20 }, () => tenant.client.get('/Groups?count=100'));
      const quiet = Array.from({ length: 20 }, () => other.client.get('/Users?count=1'));
      const answers = await Promise.all(quiet);
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      for (const answer of await Promise.all(heavy))
        expect([answer.status, bodyOf(answer)['scimType']]).toEqual([400, 'tooMany']);
    });
  });
