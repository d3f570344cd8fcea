import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, EYES, overflow, picture, visit } from './chromium';
import { bodyOf } from '../support/client';
import { signingIn } from './staff';
import { look, type Scene } from './visits';
import { inLog } from '../support/records';
import { eventually } from '../audit/settled';
import { adminOf, JSON_TYPE, newTenant } from '../support/tenants';

/** What the operator reads and presses, in each language. */
const ACTS = {
  en: {
    search: 'Search by name or id',
    manage: /^Manage /,
    name: 'Name of the organisation',
    limit: 'Requests per second (optional)',
    wrong: 'Enter a whole number within these limits, or nothing.',
    full: 'Full',
    save: 'Save changes',
    saved: /was changed\./,
    off: 'Switch provisioning off',
    isOff: /Provisioning is off for/,
    erase: 'Erase…',
    stillOn: 'Provisioning is still on.',
    final: 'Erase for good',
    erased: /(is being|was) erased/,
  },
  fr: {
    search: 'Chercher par nom ou identifiant',
    manage: /^Gérer /,
    name: 'Nom de l’organisation',
    limit: 'Requêtes par seconde (facultatif)',
    wrong: 'Saisissez un nombre entier dans ces limites, ou rien.',
    full: 'Complet',
    save: 'Enregistrer les modifications',
    saved: /a été modifié\./,
    off: 'Désactiver le provisionnement',
    isOff: /Le provisionnement de .* est désactivé/,
    erase: 'Effacer…',
    stillOn: 'Le provisionnement est encore activé.',
    final: 'Effacer définitivement',
    erased: /en cours d’effacement|a été effacé/,
  },
} as const;

export const operating = (the: () => Scene): void =>
  describe('the operator', () => {
    const signIn = signingIn(the);

    it('signs in, creates a tenant, and hands out a link that opens it', async () => {
      const page = await signIn('staff');
      await page.getByRole('heading', { name: 'Tenants', exact: true }).waitFor();
      const name = `Umbrella ${Date.now()}`;
      await page.getByRole('button', { name: 'Create a tenant' }).click();
      await page.getByLabel('Name of the organisation').fill(name);
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      await page.getByRole('searchbox').fill(name);
      const row = page.getByRole('row', { name: new RegExp(`${name}.*Off`) });
      await row.waitFor();
      expect(await axeFinds(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await picture(page, 'operator-en-light-wide');

      await row.getByRole('button', { name: /^Set-up link: / }).click();
      await page.getByLabel('Who is it for? (optional)').fill('Grace Hopper');
      await page.getByText('7 days', { exact: true }).click();
      await page.getByRole('button', { name: 'Make a link' }).click();
      await page.getByText('Not used yet').waitFor();
      await page.locator('.link-list').getByText('Grace Hopper').waitFor();
      const week = Date.now() + 7 * 86_400_000;
      const mail = page.getByLabel('Message to send with the link', { exact: true });
      expect(await mail.inputValue()).toContain(new Date(week).getUTCFullYear().toString());
      expect(await mail.inputValue()).toMatch(/^Subject: Rollcall: set-up link for Umbrella/);
      await page.getByText('French', { exact: true }).click();
      expect(await mail.inputValue()).toMatch(
        /^Objet\u00a0: Rollcall\u00a0: lien de configuration/,
      );
      const url = await page
        .getByLabel('Set-up link, shown only once', { exact: true })
        .inputValue();
      expect(await mail.inputValue()).toContain(`\n${url}\n`);
      await picture(page, 'links-en-light-wide', false);
      expect(await axeFinds(page)).toEqual([]);
      expect(complaintsOf(page)).toEqual([]);

      const administrator = await visit(the().browser, { language: 'fr' });
      await administrator.goto(url);
      await administrator.getByRole('button', { name: 'Ouvrir la console' }).click();
      await administrator.getByText(name).first().waitFor();
      await administrator.getByRole('heading', { name: 'Mise en service', exact: true }).waitFor();
      await administrator.context().close();

      await page
        .getByRole('button', { name: /^Revoke the link for/ })
        .first()
        .click();
      await page.getByText('Revoked', { exact: true }).waitFor();
      await page.context().close();
    });

    const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
    const search = async (page: Page, text: string): Promise<void> =>
      page.getByLabel('Search by name or id').fill(text);

    it('sees who needs a look first, of more tenants than one page shows', async () => {
      const { stack } = the();
      const admin = adminOf(stack);
      const run = `r${Date.now()}`;
      const names = Array.from({ length: 60 }, (_, n) => `Many ${n} of ${run}`);
      for (const name of names) await admin.post('/tenants', { name }, JSON_TYPE);
      const quiet = await newTenant(stack);
      const refused = await newTenant(stack);
      await quiet.client.get('/Schemas');
      await refused.client.post('/Users', { schemas: [], nothing: 'x' });
      await admin.send('PATCH', `/tenants/${quiet.id}`, { name: `Quiet ${run}` }, JSON_TYPE);
      await admin.send('PATCH', `/tenants/${refused.id}`, { name: `Refused ${run}` }, JSON_TYPE);
      await inLog(
        stack,
        `INSERT INTO relayed (generation, tenant_id, position, held) VALUES (1, $1, 1, 'too large')
         ON CONFLICT (generation, tenant_id) DO UPDATE SET held = excluded.held`,
        [quiet.id],
      );
      const page = await signIn('staff');
      await search(page, run);
      await eventually(
        async () => (await page.locator('tbody tr').allInnerTexts()).slice(0, 2).join('\n'),
        (text) => text.includes('Quiet') && text.includes('Refused'),
        30_000,
      );
      const rows = page.locator('tbody tr');
      expect(await rows.nth(0).innerText()).toContain('Its events are held back');
      expect(await rows.nth(1).innerText()).toContain('1 request refused in the last hour');
      expect(await rows.nth(2).innerText()).toContain('Never connected');
      expect(await rows.count()).toBe(50);
      expect(await axeFinds(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await picture(page, 'operator-trouble-en', false);
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('51–62 of 62').waitFor();
      await page.getByLabel('Sort by').selectOption({ label: 'Newest first' });
      await search(page, `Quiet ${run}`);
      await page.getByText('Its events are held back').waitFor();
      expect(await rows.count()).toBe(1);
      await inLog(stack, 'UPDATE relayed SET held = NULL WHERE tenant_id = $1', [quiet.id]);

      // The list is a place of its own: a tenant's screens lie below that tenant.
      await page.getByRole('link', { name: `Quiet ${run}` }).click();
      const all = page.getByRole('link', { name: 'All tenants' });
      await all.waitFor();
      expect(await all.getAttribute('aria-current')).toBeNull();
      expect(await page.locator('.places [aria-current]').count()).toBe(1);
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it.each(['en', 'fr'] as const)('does what the command line does, %s', async (language) => {
      const { stack } = the();
      const admin = adminOf(stack);
      const words = ACTS[language];
      const tenant = await newTenant(stack);
      const viewOf = async () => bodyOf(await admin.get(`/tenants/${tenant.id}`));
      const page = await signIn('staff', { language });
      await page.getByLabel(words.search).fill(tenant.id);
      const open = async (): Promise<void> => {
        await rowOf(page, tenant.id).getByRole('button', { name: words.manage }).click();
        await page.getByRole('dialog').waitFor();
      };

      await open();
      await page.getByLabel(words.name).fill(`Acted ${tenant.id}`);
      await page.getByLabel(words.limit).fill('7');
      await page.getByText(words.wrong).waitFor();
      await page.getByLabel(words.limit).fill('50');
      await page.getByRole('dialog').getByText(words.full, { exact: true }).click();
      expect(await axeFinds(page)).toEqual([]);
      await picture(page, `manage-${language}`, false);
      await page.getByRole('button', { name: words.save }).click();
      await page.getByRole('status').getByText(words.saved).waitFor();
      expect(await viewOf()).toMatchObject({
        name: `Acted ${tenant.id}`,
        profile: 'full',
        rateLimit: 50,
      });

      // Erasing is not offered while it is on.
      await open();
      await page.getByRole('button', { name: words.erase }).click();
      await page.getByText(words.stillOn).waitFor();
      await page.keyboard.press('Escape');

      await open();
      await page.getByRole('button', { name: words.off, exact: true }).click();
      await page.getByRole('alertdialog').waitFor();
      expect(await axeFinds(page)).toEqual([]);
      await page.getByRole('button', { name: words.off, exact: true }).click();
      await page.getByRole('status').getByText(words.isOff).waitFor();
      expect(await viewOf()).toMatchObject({ provisioning: 'disabled' });

      await open();
      await page.getByRole('button', { name: words.erase }).click();
      const last = page.getByRole('button', { name: words.final });
      expect(await last.isDisabled()).toBe(true);
      const confirmation = page.getByRole('alertdialog').getByRole('textbox');
      await confirmation.fill(`${tenant.id}x`);
      expect(await last.isDisabled()).toBe(true);
      await confirmation.fill(tenant.id);
      await picture(page, `erase-${language}`, false);
      await last.click();
      await page.getByRole('status').getByText(words.erased).waitFor();
      await rowOf(page, tenant.id).waitFor({ state: 'detached' });
      expect((await admin.get(`/tenants/${tenant.id}`)).status).toBe(404);
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it.each(EYES)('fits the window: $language $theme $width', async (eyes) => {
      const page = await signIn('staff', eyes);
      const row = page.locator('main tbody tr').first();
      await row.waitFor();
      await look(page, 'operator', eyes);
      for (const [name, opener] of [
        ['operator-new', page.locator('.screen-head .button')],
        ['operator-link', row.locator('button').first()],
        ['operator-manage', row.locator('button').last()],
      ] as const) {
        await opener.click();
        await page.getByRole('dialog').waitFor();
        await look(page, name, eyes);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('signs out, and is out', async () => {
      const page = await signIn('staff', { language: 'fr' });
      await page.getByRole('heading', { name: 'Locataires', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await page.getByRole('heading', { name: 'Se connecter', exact: true }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Se connecter', exact: true }).waitFor();
      await page.context().close();
    });
  });
