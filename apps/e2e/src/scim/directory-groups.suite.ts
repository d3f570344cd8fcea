import { bodyOf, Client, idOf, resourcesOf, totalOf, type Body } from '../support/client';
import { readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { Teams } from '../support/teams';
import { newTenant, type Tenant } from '../support/tenants';

/** Groups for the services of the product: `/directory/v1`. */
export const directoryGroups = (the: () => Stack): void =>
  describe('groups of the directory', () => {
    let tenant: Tenant;
    let teams: Teams;
    let directory: Client;
    let people: readonly string[];
    let team: string;
    let outer: string;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      teams = new Teams(tenant.client, 'd');
      directory = new Client(the().directory, the().keys.client);
      people = (await teams.users(25)).sort();
      team = await teams.group('Team', ...people);
      outer = await teams.group('Outer', team, people[0] as string);
    });

    const now = async (): Promise<number> =>
      (await readLog(the().logDatabaseUrl, tenant.id)).position;
    const ask = (path: string, id = tenant.id) => directory.get(`/tenants/${id}${path}`);
    const membersOf = (answer: Body) => (answer['members'] as { id: string }[]).map(({ id }) => id);

    it('are listed by filter and page, at a position at least, without members', async () => {
      const list = await ask(`/groups?sortBy=displayName&count=1&atLeast=${await now()}`);
      expect([list.status, totalOf(list)]).toEqual([200, 2]);
      expect(resourcesOf(list)).toMatchObject([{ id: outer, displayName: 'Outer' }]);
      expect(list.text).not.toContain('"members"');
      const filter = encodeURIComponent(`members.value eq "${people[3]}"`);
      expect(resourcesOf(await ask(`/groups?filter=${filter}`)).map(({ id }) => id)).toEqual([
        team,
      ]);
    });

    it('are read one by one, with their members page by page', async () => {
      const seen: string[] = [];
      let after: unknown = '';
      let pages = 0;
      do {
        const answer = bodyOf(
          await ask(`/groups/${team}?count=10&after=${after}&atLeast=${await now()}`),
        );
        expect(answer).toMatchObject({
          tenantId: tenant.id,
          groupId: team,
          displayName: 'Team',
          version: expect.any(Number),
          position: await now(),
        });
        seen.push(...membersOf(answer));
        after = answer['next'];
        pages += 1;
      } while (after !== undefined);
      expect([pages, seen]).toEqual([3, people]);
      const whole = bodyOf(await ask(`/groups/${team}`));
      expect([membersOf(whole), whole['next']]).toEqual([people, undefined]);
      expect(membersOf(bodyOf(await ask(`/groups/${team}?count=0`)))).toEqual([]);
    });

    it('say what each member is', async () => {
      const { members } = bodyOf(await ask(`/groups/${outer}`)) as { members: Body[] };
      expect(new Set(members)).toEqual(
        new Set([
          { type: 'Group', id: team, displayName: 'Team' },
          { type: 'User', id: people[0], displayName: expect.stringContaining('Name of') },
        ]),
      );
    });

    it('are found of one user, page by page', async () => {
      const path = `/users/${people[0]}/groups`;
      const whole = bodyOf(await ask(`${path}?atLeast=${await now()}`));
      expect(whole).toMatchObject({
        tenantId: tenant.id,
        userId: people[0],
        position: await now(),
      });
      const groups = whole['groups'] as Body[];
      expect(groups.map(({ id }) => id)).toEqual([team, outer].sort());
      const first = bodyOf(await ask(`${path}?count=1`));
      const second = bodyOf(await ask(`${path}?count=1&after=${String(first['next'])}`));
      expect([...(first['groups'] as Body[]), ...(second['groups'] as Body[])]).toEqual(groups);
      expect(second['next']).toBeUndefined();
      expect(bodyOf(await ask(`/users/${people[1]}/groups`))['groups']).toEqual([
        { id: team, displayName: 'Team' },
      ]);
    });

    it('hold for the position of a change that was just made', async () => {
      for (let round = 0; round < 5; round += 1) {
        const one = await teams.user();
        await teams.add(team, one);
        const group = bodyOf(await ask(`/groups/${team}?atLeast=${await now()}`));
        expect(membersOf(group)).toContain(one);
        await teams.remove(team, one);
        const user = bodyOf(await ask(`/users/${one}/groups?atLeast=${await now()}`));
        expect(user['groups']).toEqual([]);
        expect((await tenant.client.delete(`/Users/${one}`)).status).toBe(204);
        expect((await ask(`/users/${one}/groups?atLeast=${await now()}`)).status).toBe(404);
        expect((await ask(`/users/${one}?atLeast=${await now()}`)).status).toBe(404);
      }
    });

    it('are unknown in another tenant', async () => {
      const other = await newTenant(the(), 'full');
      const theirs = new Teams(other.client, 'x');
      const stranger = await theirs.user();
      const same = await theirs.group('Team', stranger);
      const { position } = await readLog(the().logDatabaseUrl, other.id);
      for (const path of [`/groups/${team}`, `/users/${people[0]}/groups`, `/users/${people[0]}`])
        expect((await ask(`${path}?atLeast=${position}`, other.id)).status).toBe(404);
      const filter = encodeURIComponent(`members.value eq "${people[0]}" or displayName pr`);
      const list = await ask(`/groups?filter=${filter}&atLeast=${position}`, other.id);
      expect(resourcesOf(list).map(({ id }) => id)).toEqual([same]);
      const answer = await ask(`/groups/${same}`, other.id);
      expect(membersOf(bodyOf(answer))).toEqual([stranger]);
    });

    it('are refused without a key', async () => {
      const path = `/tenants/${tenant.id}/groups`;
      for (const key of ['', 'x', tenant.token]) {
        const stranger = new Client(the().directory, key);
        for (const one of [path, `${path}/${team}`])
          expect((await stranger.get(one)).status).toBe(401);
      }
      expect(idOf(await tenant.client.get(`/Groups/${team}`))).toBe(team);
    });
  });
