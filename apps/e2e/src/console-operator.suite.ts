import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, overflow, picture, visit } from './chromium';
import type { Scene } from './console-visits';
import { startProvider, type OidcSettings } from './oidc-provider';
import { adminOf } from './tenants';

export const operating = (the: () => Scene, settings: () => OidcSettings): void =>
  describe('the operator', () => {
    let provider: { stop: () => Promise<void> };
    let origin: string;
    beforeAll(async () => {
      ({ origin } = new URL(the().stack.scim[0]));
      provider = await startProvider(settings(), [`${origin}/console/callback`]);
    });
    afterAll(() => provider?.stop());

    /** Through the provider's own page, where anybody may be anybody. */
    const signIn = async (account: string, language: 'en' | 'fr' = 'en'): Promise<Page> => {
      const page = await visit(the().browser, { language });
      await page.goto(`${origin}/console`);
      await page.getByRole('link', { name: /Test login/ }).click();
      await page.locator('input[name=login]').fill(account);
      await page.locator('input[name=password]').fill('any');
      await page.locator('button[type=submit]').click();
      await page.waitForURL(`${origin}/console**`);
      return page;
    };

    it('signs in, creates a tenant, and hands out a link that opens it', async () => {
      const page = await signIn('staff');
      await page.getByRole('heading', { name: 'Tenants', exact: true }).waitFor();
      const name = `Umbrella ${Date.now()}`;
      await page.getByRole('button', { name: 'Create a tenant' }).click();
      await page.getByLabel('Name of the organisation').fill(name);
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      const row = page.getByRole('row', { name: new RegExp(`${name}.*Off`) });
      await row.waitFor();
      expect(await axeFinds(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await picture(page, 'operator-en-light-wide');

      await row.getByRole('button', { name: `Set-up link: ${name}` }).click();
      await page.getByRole('button', { name: 'Make a link' }).click();
      const url = await page
        .getByLabel('Set-up link, shown only once', { exact: true })
        .inputValue();
      await picture(page, 'links-en-light-wide', false);
      expect(await axeFinds(page)).toEqual([]);
      expect(complaintsOf(page)).toEqual([]);

      const administrator = await visit(the().browser, { language: 'fr' });
      await administrator.goto(url);
      await administrator.getByRole('button', { name: 'Ouvrir la console' }).click();
      await administrator.getByText(name).first().waitFor();
      await administrator.getByRole('heading', { name: 'Mise en service', exact: true }).waitFor();
      await administrator.context().close();

      await page.getByRole('button', { name: 'Revoke' }).first().click();
      await page.getByText('Revoked').waitFor();
      await page.context().close();
    });

    it('turns the pages of more tenants than one page shows', async () => {
      const { stack } = the();
      const names = Array.from({ length: 101 }, (_, n) => `Many ${n} of ${Date.now()}`);
      for (const name of names)
        await adminOf(stack).post('/tenants', { name }, { 'content-type': 'application/json' });
      const page = await signIn('staff');
      const last = page.getByText(names.at(-1) as string);
      await page.getByRole('row').nth(100).waitFor();
      expect(await last.count()).toBe(0);
      await page.getByRole('button', { name: 'Next' }).click();
      await last.waitFor();
      expect(await axeFinds(page)).toEqual([]);
      await page.getByRole('button', { name: 'Previous' }).click();
      await page.getByRole('row').nth(100).waitFor();
      expect(await last.count()).toBe(0);
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('signs out, and is out', async () => {
      const page = await signIn('staff', 'fr');
      await page.getByRole('heading', { name: 'Locataires', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await page.getByRole('heading', { name: 'Se connecter', exact: true }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Se connecter', exact: true }).waitFor();
      await page.context().close();
    });
  });
