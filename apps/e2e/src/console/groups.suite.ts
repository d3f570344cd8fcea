import { axeFinds, complaintsOf, overflow, picture, type Language } from './chromium';
import { administratorOf, to, type Scene } from './visits';
import { eventually } from '../audit/settled';
import { Teams } from '../support/teams';
import { newTenant, type Tenant } from '../support/tenants';

/** What is read, in each language. */
const READ = {
  en: {
    added: /29 members added: /,
    more: /and 24 more\./,
    renamed: /The name changed from .*Engineering.* to .*Makers/,
    members: 'Search the members',
    count: '29 members',
  },
  fr: {
    added: /29 membres ajoutés.: /,
    more: /et 24 autres\./,
    renamed: /Le nom .*Engineering.* est devenu .*Makers/,
    members: 'Chercher parmi les membres',
    count: '29 membres',
  },
} as const satisfies Record<Language, unknown>;

/** One unbroken word, as wide as it likes to be. */
const NAME = `Makers${'s'.repeat(120)}`;

export const grouping = (the: () => Scene): void =>
  describe('a group', () => {
    let tenant: Tenant;
    let team: string;
    beforeAll(async () => {
      tenant = await newTenant(the().stack, 'full');
      const teams = new Teams(tenant.client, 'member');
      team = await teams.group('Engineering', ...(await teams.users(29)));
      await tenant.client.patch(`/Groups/${team}`, [
        { op: 'replace', path: 'displayName', value: NAME },
      ]);
    });

    it.each<Language>(['en', 'fr'])('shows its members and its history, %s', async (language) => {
      const words = READ[language];
      const page = await administratorOf(the(), tenant.id, { language, width: 'least' });
      await to(page, tenant.id, `groups/${team}`);
      await page.getByText(words.count, { exact: true }).waitFor();
      expect(await page.locator('.members tbody tr').count()).toBe(25);
      const added = page.locator('.history-event', { hasText: words.added });
      await added.getByText(words.more).waitFor();
      expect(await page.locator('.history').innerText()).not.toMatch(/[{}]|"id"/);
      expect(await page.locator('.history').innerText()).toContain('Makers');
      await page.getByText(words.renamed).waitFor();
      expect(await axeFinds(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await picture(page, `group-${language}-320`);
      await page.getByLabel(words.members).fill('member7@');
      await eventually(
        () => page.locator('.members tbody tr').count(),
        (count) => count === 1,
      );
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });
  });
