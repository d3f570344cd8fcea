import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, picture, type Eyes } from './chromium';
import { bodyOf, type Body } from '../support/client';
import { administratorOf, to, type Scene } from './visits';
import { ScriptedProvider } from './scripted-provider';
import { eventually } from '../audit/settled';
import { adminOf, JSON_TYPE, newTenant } from '../support/tenants';

const WORDS = {
  en: {
    many: '4 attributes are not accepted',
    what: 'Delete each row whose target is listed below',
    copy: 'Copy the list',
    copied: 'Copied',
    guide: 'Open the guide',
    server: 'What the server said',
    status: 'Write three digits, such as 404, or 4xx for all of a kind.',
    more: 'Show 2 more with the same answer',
    missing: 'The attribute “displayName” is missing or empty',
  },
  fr: {
    many: '4 attributs ne sont pas acceptés',
    what: 'Supprimez chaque ligne dont la cible figure ci-dessous',
    copy: 'Copier la liste',
    copied: 'Copié',
    guide: 'Ouvrir le guide',
    server: 'Ce que le serveur a répondu',
    status: 'Écrivez trois chiffres, comme 404, ou 4xx pour toute une famille.',
    more: 'Afficher 2 autres avec la même réponse',
    missing: 'L’attribut « displayName » manque ou est vide',
  },
} as const;

const TOO_MUCH = {
  name: { givenName: 'Grace', familyName: 'Hopper' },
  emails: [{ value: 'grace@acme.example', type: 'work', primary: true }],
  phoneNumbers: [{ value: '+33 1 23', type: 'mobile' }],
};
const ROWS = [
  'name.givenName',
  'name.familyName',
  'emails[type eq "work"].value',
  'phoneNumbers[type eq "mobile"].value',
];

/** How far what a screen shows is wider than its place, the frame around it left out. */
const contentOver = (page: Page): Promise<number> =>
  page.evaluate(`(() => {
    const main = document.querySelector('main');
    const edge = window.innerWidth;
    return Math.max(0, ...[...main.querySelectorAll('*')]
      .filter((one) => !one.closest('.unseen'))
      .map((one) => Math.ceil(one.getBoundingClientRect().right - edge)));
  })()`);

export const explaining = (the: () => Scene): void =>
  describe('what the log of requests says', () => {
    const set = async (eyes: Eyes = {}) => {
      const { stack } = the();
      const tenant = await newTenant(stack);
      const provider = new ScriptedProvider(stack.scim[0], tenant.token);
      const path = `/tenants/${tenant.id}`;
      const body = { provider: 'entra' };
      await adminOf(stack).send('PATCH', `${path}/connection`, body, JSON_TYPE);
      const logged = (query = ''): Promise<readonly Body[]> =>
        adminOf(stack)
          .get(`${path}/requests${query}`)
          .then((answer) => bodyOf(answer)['requests'] as readonly Body[]);
      const open = async (screen = 'requests'): Promise<Page> => {
        const page = await administratorOf(the(), tenant.id, eyes);
        await to(page, tenant.id, screen);
        return page;
      };
      return { tenant, provider, logged, open };
    };

    it.each(['en', 'fr'] as const)(
      'names every refused attribute at once, as the provider does, in %s',
      async (language) => {
        const words = WORDS[language];
        const { provider, open } = await set({ language });
        const answer = await provider.attempt('grace@acme.example', TOO_MUCH);
        for (const name of ['name.givenName', 'name.familyName', 'emails', 'phoneNumbers'])
          expect(bodyOf(answer)['detail']).toContain(name);
        const page = await open();
        await page.getByText(words.many).waitFor();
        await page.getByRole('link', { name: 'POST /Users' }).click();
        const notice = page.locator('.notice-bad');
        await notice.getByText(words.what).waitFor();
        expect(await notice.locator('li').allInnerTexts()).toEqual(ROWS);
        await notice.getByRole('button', { name: words.copy }).click();
        await notice.getByRole('button', { name: words.copied }).waitFor();
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(ROWS.join('\n'));
        // The server's own sentence unfolds on request, in its own language.
        expect(await page.locator('main').innerText()).not.toContain('Remove their mappings');
        await notice.getByText(words.server).click();
        await notice.locator('[lang=en]').getByText('Remove their mappings').waitFor();
        expect(await axeFinds(page)).toEqual([]);
        await picture(page, `refused-${language}`);
        expect(await page.content()).not.toContain('+33 1 23');
        await notice.getByRole('link', { name: words.guide }).click();
        await page.getByRole('heading', { level: 1, name: /Entra/ }).waitFor();
        expect(complaintsOf(page)).toEqual([]);
        await page.context().close();
      },
    );

    it.each(['en', 'fr'] as const)(
      'says why and who, and folds what is equal, in %s',
      async (language) => {
        const words = WORDS[language];
        const { tenant, provider, logged, open } = await set({ language });
        const id = await provider.provision('alan@acme.example', 'Alan');
        await provider.rename(id, 'Alan Turing');
        for (let tries = 1; tries <= 3; tries += 1) {
          await provider.attempt(`x${tries}@acme.example`, { displayName: '' });
          // Another entry: refusals of one second are one for the server already.
          await eventually(
            logged,
            (rows) => rows.filter(({ status }) => status === 400).length >= tries,
          );
          await new Promise((resolve) => setTimeout(resolve, 1_100));
        }
        const page = await open();
        const row = page.getByRole('row').filter({ hasText: words.missing });
        await row.getByText('×3').waitFor();
        expect(await row.count()).toBe(1);
        await page.getByRole('button', { name: words.more }).click();
        await row.nth(2).waitFor();
        expect(await row.count()).toBe(3);
        await picture(page, `requests-${language}`);
        await page.getByRole('link', { name: 'alan@acme.example' }).first().click();
        await page.waitForURL(`**/tenants/${tenant.id}/users/${id}`);
        await page.getByRole('heading', { name: 'alan@acme.example' }).waitFor();
        await page.context().close();
      },
    );

    it('keeps its filters in the address: reload, Back and a link have them', async () => {
      const { provider, logged, open } = await set();
      const id = await provider.provision('ada.lovelace@acme.example', 'Ada');
      await provider.rename(id, 'Ada Lovelace');
      await provider.attempt('ada.lovelace@acme.example');
      const page = await open();
      await page.getByLabel('Status').fill('40');
      await page.getByText(WORDS.en.status).waitFor();
      await page.getByLabel('Status').fill('4xx');
      await page.getByText(WORDS.en.status).waitFor({ state: 'detached' });
      await page.getByRole('cell', { name: '201', exact: true }).waitFor({ state: 'detached' });
      await page.getByRole('cell', { name: '409', exact: true }).waitFor();
      expect(new URL(page.url()).search).toBe('?status=4xx');
      await page.reload();
      await page.getByRole('cell', { name: '409', exact: true }).waitFor();
      expect(await page.getByLabel('Status').inputValue()).toBe('4xx');
      await page.getByRole('link', { name: 'POST /Users' }).click();
      await page.getByText('Another user already has this e-mail address').waitFor();
      await page.goBack();
      await page.getByRole('cell', { name: '409', exact: true }).waitFor();
      expect(await page.getByLabel('Status').inputValue()).toBe('4xx');
      expect(await page.getByRole('row').count()).toBe(2);
      await page.getByLabel('Status').fill('');
      await page.getByLabel('User', { exact: true }).fill('lovelace');
      await page.getByRole('cell', { name: '409', exact: true }).waitFor({ state: 'detached' });
      await page.getByRole('cell', { name: '201', exact: true }).waitFor();
      await page.getByLabel('User', { exact: true }).fill('nobody at all');
      await page.getByText('No user has this text in the name').waitFor();
      const [patched] = (await logged()).filter(({ method }) => method === 'PATCH');
      const correlation = String(patched?.['correlationId']);
      await page.goto(`${page.url().split('?')[0]}?correlation=${correlation}`);
      await page.getByRole('link', { name: /^PATCH/ }).waitFor();
      expect(await page.getByRole('row').count()).toBe(2);
      await page.context().close();
    });

    it('fits a telephone, and shows more than a row', async () => {
      const { provider, open } = await set({ language: 'fr', width: 'narrow' });
      await provider.attempt('grace@acme.example', TOO_MUCH);
      const id = await provider.provision('ada@acme.example', 'Ada');
      await provider.rename(id, 'Ada Lovelace');
      await provider.deactivate(id);
      const page = await open();
      const rows = page.locator('.request-list tbody tr');
      await rows.nth(3).waitFor();
      const whole: number =
        await page.evaluate(`[...document.querySelectorAll('.request-list tbody tr')]
        .filter((one) => one.getBoundingClientRect().bottom <= window.innerHeight).length`);
      expect(whole).toBeGreaterThanOrEqual(2);
      await picture(page, 'requests-narrow', false);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await contentOver(page)).toBe(0);
      await page.getByRole('button', { name: 'Filtrer les requêtes' }).click();
      await page.getByLabel('Statut').waitFor();
      expect(await contentOver(page)).toBe(0);
      expect(await axeFinds(page)).toEqual([]);
      const refused = rows.filter({ hasText: '400' });
      await refused.getByRole('link', { name: 'POST /Users' }).click();
      await page.getByText(WORDS.fr.what).waitFor();
      await page.locator('summary').click();
      expect(await contentOver(page)).toBe(0);
      await picture(page, 'refused-narrow');
      await page.context().close();
    });

    it('says a problem of the server in the reader’s language, by its code', async () => {
      const { tenant, open } = await set({ language: 'fr' });
      const page = await open(`requests/unknown-id`);
      await page.getByText('Cette requête n’existe pas.').waitFor();
      expect(await page.locator('main').innerText()).not.toContain('There is no request');
      await to(page, tenant.id, 'nowhere');
      await page.getByRole('link', { name: 'Revenir à l’accueil de la console' }).click();
      await page.waitForURL(`**/tenants/${tenant.id}/status`);
      await page.context().close();
    });
  });
