import type { Page } from 'playwright-core';
import { complaintsOf, picture, type Language } from './chromium';
import { administratorOf, connectionOf, unconnected, WORDS, type Scene } from './visits';
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

    it('walks every step, enables nothing before the last, and shows the provider’s requests', async () => {
      const { stack } = the();
      const tenantId = await unconnected(stack, 'Acme');
      const page = await administratorOf(the(), tenantId, { language });
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);

      await page.getByText(words.scim, { exact: true }).click();
      await goOn(page);

      // Who connects, and how: Okta pastes a token, Entra is asked.
      await page.getByText(PROVIDER[language], { exact: true }).first().click();
      if (language === 'en') await page.getByText(words.pasted, { exact: true }).click();
      await picture(page, `way-${language}`);
      await goOn(page);

      await page.getByRole('button', { name: words.copyUrl }).click();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(stack.scim[0]);
      await goOn(page);

      await page.getByText(words.days, { exact: true }).click();
      // Left, and taken up again.
      await page.reload();
      await step(page, 'token').waitFor();
      expect(await step(page, 'token').getAttribute('aria-expanded')).toBe('true');

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
      // The focus goes along.
      expect(await page.evaluate<string>('document.activeElement.textContent')).toContain(
        words.steps.provider,
      );

      const guide = page.locator('.side-by-side .guide');
      await guide.waitFor();
      // Part by part, up to the one with the values to paste: the token is copied where it is wanted.
      while ((await guide.locator('.paste').count()) === 0)
        await page.getByRole('button', { name: words.nextPart }).click();
      const boxes = await guide.locator('.paste input').all();
      const values = await Promise.all(boxes.map((one) => one.inputValue()));
      expect(values).toEqual(expect.arrayContaining([stack.scim[0], token]));
      await guide.getByRole('img').first().waitFor();
      expect(await page.locator('.parts .part').first().innerText()).toContain('✓');
      await picture(page, `guide-${language}`);
      while ((await guide.getByRole('cell', { name: 'userName', exact: true }).count()) === 0)
        await page.getByRole('button', { name: words.nextPart }).click();
      for (const name of ['userName', 'displayName', 'active', 'externalId'])
        await guide.getByRole('cell', { name, exact: true }).first().waitFor();
      await goOn(page);
      expect(await connectionOf(stack, tenantId)).toMatchObject({
        provisioning: 'disabled',
        testPassed: true,
        savedAt: null,
      });

      await page.getByRole('button', { name: words.save }).click();
      await page.getByRole('heading', { name: words.status, level: 1 }).waitFor();
      // Where one can go on reading: the button is gone.
      await page.locator('main h1:focus', { hasText: words.status }).waitFor();
      await page.getByText(words.on, { exact: true }).first().waitFor();
      await page.getByText(words.waiting).waitFor();
      // It was not lost on the way here.
      expect(await page.getByLabel(words.secret, { exact: true }).inputValue()).toBe(token);
      await picture(page, `waiting-${language}`);
      expect(await connectionOf(stack, tenantId)).toMatchObject({ provisioning: 'enabled' });

      const id = await provider.provision('ada@acme.example', 'Ada');
      await provider.rename(id, 'Ada Lovelace');
      await provider.deactivate(id);
      await page.getByText(words.works).waitFor();
      await picture(page, `contact-${language}`);

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
      await step(page, 'way').click();
      await page.getByText(PROVIDER[language], { exact: true }).first().click();
      if (language === 'en') await page.getByText(words.pasted, { exact: true }).click();
      await step(page, 'expiry').click();
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
      expect(kept).toContain(words.steps.provider);
      await page.context().close();
    });
  });
