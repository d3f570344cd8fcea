import type { Page } from 'playwright-core';
import { complaintsOf, picture, type Language } from './chromium';
import { administratorOf, connectionOf, unconnected, WORDS, type Scene } from './console-visits';
import { ScriptedProvider } from './scripted-provider';

/** The names of the providers do not change with the language. */
const PROVIDER: Readonly<Record<Language, string>> = { en: 'Microsoft Entra ID', fr: 'Okta' };
/** Each leg, and the event of each that changes something. */
const LEGS = 10;

export const connecting = (the: () => Scene): void =>
  describe.each(['en', 'fr'] as const)('connecting, in %s', (language) => {
    const words = WORDS[language];
    const step = (page: Page, name: keyof (typeof words)['steps']) =>
      page.getByRole('button', { name: new RegExp(`${words.steps[name]} \\(`) });
    const goOn = (page: Page): Promise<void> =>
      page.getByRole('button', { name: words.next, exact: true }).click();

    it('walks every step, enables nothing before the last, and hears the provider', async () => {
      const { stack } = the();
      const tenantId = await unconnected(stack, 'Acme');
      const page = await administratorOf(the(), tenantId, { language });
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);

      await page.getByText(words.scim, { exact: true }).click();
      await goOn(page);

      await page.getByRole('button', { name: words.copyUrl }).click();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(stack.scim[0]);
      await goOn(page);

      await page.getByText(PROVIDER[language], { exact: true }).first().click();
      const guide = page.locator('.guide');
      await guide.getByRole('img').first().waitFor();
      expect(await guide.locator('input').first().inputValue()).toBe(stack.scim[0]);
      for (const name of ['userName', 'displayName', 'active', 'externalId'])
        await guide.getByRole('cell', { name, exact: true }).first().waitFor();

      // Left, and taken up again: in another browser of the same administrator.
      await page.reload();
      await step(page, 'expiry').waitFor();
      expect(await step(page, 'expiry').getAttribute('aria-expanded')).toBe('true');
      await page.getByText(words.days, { exact: true }).click();
      await goOn(page);

      await page.getByRole('button', { name: words.generate, exact: true }).click();
      const secret = page.getByLabel(words.secret, { exact: true });
      await secret.waitFor();
      await page.getByText(words.once).waitFor();
      await picture(page, `secret-${language}`);
      const token = await secret.inputValue();
      expect(token).toMatch(/^rc_/);
      const provider = new ScriptedProvider(stack.scim[0], token);
      expect((await provider.attempt('early@acme.example')).status).toBe(403);
      await goOn(page);

      await page.getByRole('button', { name: words.steps.test, exact: true }).click();
      await page.getByText(words.tested).waitFor({ timeout: 60_000 });
      expect(await page.locator('.leg-passed').count()).toBe(LEGS);
      await picture(page, `tested-${language}`);
      await goOn(page);
      expect(await connectionOf(stack, tenantId)).toMatchObject({
        provisioning: 'disabled',
        testPassed: true,
        savedAt: null,
      });

      await page.getByRole('button', { name: words.save }).click();
      await page.getByText(words.on, { exact: true }).first().waitFor();
      expect(await connectionOf(stack, tenantId)).toMatchObject({ provisioning: 'enabled' });

      const id = await provider.provision('ada@acme.example', 'Ada');
      await provider.rename(id, 'Ada Lovelace');
      await provider.deactivate(id);
      await page.getByText(words.heard).waitFor();
      await picture(page, `heard-${language}`);

      await page.getByRole('link', { name: words.users, exact: true }).click();
      await page.getByRole('link', { name: 'ada@acme.example' }).click();
      for (const event of [words.created, words.changed, words.deactivated])
        await page.getByRole('heading', { name: event, exact: true }).waitFor();
      await picture(page, `history-${language}`);
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('loses the secret with a reload, and nothing else', async () => {
      const { stack } = the();
      const tenantId = await unconnected(stack, `Reload ${language}`);
      const page = await administratorOf(the(), tenantId, { language });
      await step(page, 'provider').click();
      await page.getByText(PROVIDER[language], { exact: true }).first().click();
      await goOn(page);
      await page.getByText(words.days, { exact: true }).click();
      await goOn(page);
      await page.getByRole('button', { name: words.generate, exact: true }).click();
      const token = await page.getByLabel(words.secret, { exact: true }).inputValue();

      await page.reload();
      await step(page, 'test').waitFor();
      expect(await step(page, 'test').getAttribute('aria-expanded')).toBe('true');
      const kept = await page.evaluate<string>(
        'document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)',
      );
      expect(kept).not.toContain(token);
      expect(kept).toContain(PROVIDER[language]);
      await page.context().close();
    });
  });
