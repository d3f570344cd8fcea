import { axeFinds, complaintsOf, picture, type Language } from './chromium';
import { administratorOf, to, type Scene } from './console-visits';
import { eventually } from './settled';
import { Teams } from './teams';
import { newTenant, type Tenant } from './tenants';

/** How far the screen is wider than its room; the frame round it is looked at elsewhere. */
const MAIN_OVERFLOW =
  "(main => main.scrollWidth - main.clientWidth)(document.querySelector('main'))";

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

export const grouping = (the: () => Scene): void =>
  describe('a group', () => {
    let tenant: Tenant;
    let team: string;
    beforeAll(async () => {
      tenant = await newTenant(the().stack, 'full');
      const teams = new Teams(tenant.client, 'member');
      team = await teams.group('Engineering', ...(await teams.users(29)));
      await tenant.client.patch(`/Groups/${team}`, [
        { op: 'replace', path: 'displayName', value: 'Makers' },
      ]);
    });

    it.each<Language>(['en', 'fr'])('shows its members and its history, %s', async (language) => {
      const words = READ[language];
      const page = await administratorOf(the(), tenant.id, { language, width: 'narrow' });
      await page.setViewportSize({ width: 320, height: 720 });
      await to(page, tenant.id, `groups/${team}`);
      await page.getByText(words.count, { exact: true }).waitFor();
      expect(await page.locator('.members tbody tr').count()).toBe(25);
      const added = page.locator('.history-event', { hasText: words.added });
      await added.getByText(words.more).waitFor();
      expect(await page.locator('.history').innerText()).not.toMatch(/[{}]|"id"/);
      expect(await page.locator('.history').innerText()).toContain('Makers');
      await page.getByText(words.renamed).waitFor();
      expect(await axeFinds(page)).toEqual([]);
      expect(await page.evaluate(MAIN_OVERFLOW)).toBe(0);
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
