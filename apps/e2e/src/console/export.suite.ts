import { visit } from './chromium';
import { bodyOf, idOf, strictUser } from '../support/client';
import { administratorOf, to, type Scene } from './visits';
import { adminOf, JSON_TYPE, newTenant, type Tenant } from '../support/tenants';

const NO_RESULT = 'Nobody was found.';

export const exporting = (the: () => Scene): void =>
  describe('users', () => {
    let tenant: Tenant;
    let ada: string;
    let gone: string;
    beforeAll(async () => {
      tenant = await newTenant(the().stack);
      const { client } = tenant;
      const made = async (name: string, more: object): Promise<string> =>
        idOf(await client.post('/Users', strictUser(`${name}@acme.example`, { ...more })));
      ada = await made('ada', { displayName: 'Ada Lovelace', externalId: 'x-ada' });
      await client.patch(`/Users/${ada}`, [{ op: 'replace', path: 'active', value: false }]);
      await made('formula', { displayName: '=1+1' });
      for (let n = 0; n < 250; n += 1) await made(`more${n}`, { displayName: `More ${n}` });
      gone = await made('gone', { displayName: 'Gone Girl' });
      await client.delete(`/Users/${gone}`);
    });

    it('are taken as a file that a spreadsheet does not run, and that is recorded', async () => {
      const page = await administratorOf(the(), tenant.id);
      await to(page, tenant.id, 'users');
      await page.getByRole('link', { name: 'ada@acme.example' }).waitFor();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export as CSV', exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`${tenant.id}-users-all.csv`);
      const chunks: Buffer[] = [];
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
      const lines = Buffer.concat(chunks).toString().split('\r\n');
      expect(lines[0]).toBe('\ufeffuserName,displayName,state,externalId,lastModified,id');
      expect(lines).toHaveLength(254);
      const lineOf = (name: string) => lines.find((line) => line.startsWith(`${name}@`));
      expect(lineOf('formula')).toMatch(/^formula@acme\.example,"'=1\+1",active,/);
      expect(lineOf('ada')).toMatch(/^ada@acme\.example,Ada Lovelace,deactivated,x-ada,/);
      expect(lines.join()).not.toContain('gone@');
      const { events } = bodyOf(
        await adminOf(the().stack).get(`/tenants/${tenant.id}/events?count=500`),
      ) as { events: { type: string; actor: string; data: object }[] };
      expect(events.at(-1)).toMatchObject({
        type: 'UsersExported',
        data: { state: 'all' },
        actor: expect.stringMatching(/^link:/) as string,
      });
      await page.context().close();
    });

    it('who was erased is found no more, and nothing is said of them', async () => {
      const erased = await adminOf(the().stack).post(
        `/tenants/${tenant.id}/erasures`,
        { user: gone },
        JSON_TYPE,
      );
      expect([200, 202]).toContain(erased.status);
      const page = await administratorOf(the(), tenant.id);
      await to(page, tenant.id, 'users?state=deleted&search=gone');
      await page.getByText(NO_RESULT).waitFor();
      await to(page, tenant.id, `users/${gone}`);
      await page.locator('.history').waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/gone@|Gone Girl/);
      await page.context().close();
    });

    it('do not contain another tenant’s', async () => {
      const { stack, browser } = the();
      const other = await newTenant(stack, 'full');
      const page = await administratorOf(the(), other.id);
      await to(page, other.id, `users/${ada}`);
      await page.getByText('There is no user or group with this id').waitFor();
      const stranger = await visit(browser);
      const path = `/admin/v1/tenants/${tenant.id}/users.csv`;
      const answer = await stranger.request.get(new URL(path, stack.scim[0]).href);
      expect(answer.status()).toBe(401);
      const theirs = await page.request.get(new URL(path, stack.scim[0]).href);
      expect(theirs.status()).toBe(404);
      await stranger.context().close();
      await page.context().close();
    });
  });
