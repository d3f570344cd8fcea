import { bodyOf, idOf } from '../support/client';
import { refused } from './hostile/answers';
import type { Stack } from '../support/stack';
import { group, Teams } from '../support/teams';
import { newTenant, type Tenant } from '../support/tenants';

const MOST = 64;

/** Groups in groups, in groups …: 64 steps and no more, from whichever end they are built. */
export const nesting = (the: () => Stack): void =>
  describe('nested groups', () => {
    let tenant: Tenant;
    let teams: Teams;
    let made = 0;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      teams = new Teams(tenant.client, 'n');
    });
    const name = (): string => `Nested ${(made += 1)}`;

    /** Built from below: each group is made with the one before it inside. Outermost first. */
    const tower = async (steps: number): Promise<readonly string[]> => {
      const all = [await teams.group(name())];
      for (let i = 0; i < steps; i += 1) all.unshift(await teams.group(name(), all[0] as string));
      return all;
    };
    const first = (all: readonly string[]): string => all[0] as string;
    const last = (all: readonly string[]): string => all.at(-1) as string;

    it('may have 64 steps, and not one more above or below', async () => {
      const all = await tower(MOST);
      const more = await tenant.client.post('/Groups', group(name(), first(all)));
      refused(more, 400, 'invalidValue', /64 levels/);
      const one = await teams.group(name());
      refused(await teams.add(last(all), one), 400, 'invalidValue', /64 levels/);
      refused(await teams.add(one, first(all)), 400, 'invalidValue', /64 levels/);
      const put = await tenant.client.put(`/Groups/${one}`, group(name(), first(all)));
      refused(put, 400, 'invalidValue', /64 levels/);
      expect(await teams.members(one)).toEqual([]);
    });

    it('are counted by the longest way, whichever shorter ones there are', async () => {
      const [above, below] = [await tower(40), await tower(22)];
      await teams.add(last(above), first(below));
      // A short cut from the top to the bottom: the long way stays.
      expect((await teams.add(first(above), last(below))).status).toBe(204);
      const [one, two] = [await teams.group(name()), await teams.group(name())];
      expect((await teams.add(last(below), one)).status).toBe(204);
      refused(await teams.add(one, two), 400, 'invalidValue', /64 levels/);
      refused(await teams.add(two, first(above)), 400, 'invalidValue', /64 levels/);
    });

    it('are counted in one Bulk request, too', async () => {
      const all = await tower(MOST - 1);
      const of = (bulkId: string, inner: string) => ({
        method: 'POST',
        path: '/Groups',
        bulkId,
        data: group(name(), inner),
      });
      const answer = await tenant.client.post('/Bulk', {
        Operations: [of('a', first(all)), of('b', 'bulkId:a')],
      });
      expect(
        (bodyOf(answer)['Operations'] as { status: string }[]).map(({ status }) => status),
      ).toEqual(['201', '400']);
    });

    it('joined from both ends at once, at two gateways, are joined at one of them', async () => {
      const [one, two] = tenant.clients.map((client) => new Teams(client, 'r')) as [Teams, Teams];
      for (let round = 0; round < 3; round += 1) {
        const [above, below] = [await tower(40), await tower(40)];
        const middle = await teams.group(name());
        const answers = await Promise.all([
          one.add(last(above), middle),
          two.add(middle, first(below)),
        ]);
        expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
      }
    }, 120_000);

    it('that are emptied make room again', async () => {
      const all = await tower(MOST);
      const one = await teams.group(name());
      expect((await tenant.client.delete(`/Groups/${all[MOST / 2]}`)).status).toBe(204);
      expect((await teams.add(one, first(all))).status).toBe(204);
      expect(idOf(await tenant.client.get(`/Groups/${one}`))).toBe(one);
    });
  });
