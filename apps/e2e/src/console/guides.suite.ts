import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, overflow, picture, type Eyes, type Language } from './chromium';
import { administratorOf, connectionOf, to, unconnected, type Scene } from './visits';
import { eventually } from '../audit/settled';

const PROVIDERS: Readonly<Record<string, string>> = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  onelogin: 'OneLogin',
  google: 'Google Workspace',
  jumpcloud: 'JumpCloud',
  pingone: 'PingOne',
};

const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    title: 'Connect',
    before: 'Before you begin',
    fold: 'What each refusal means, and what to do',
    drawing: 'Drawing: ',
    template: 'Copy: JSON template',
    refused: 'If something is refused',
    called: 'What this product calls it',
  },
  fr: {
    title: 'Connecter',
    before: 'Avant de commencer',
    fold: 'Ce que signifie chaque refus, et que faire',
    drawing: 'Schéma: ',
    template: 'Copier : Modèle JSON',
    refused: 'Si quelque chose est refusé',
    called: 'Nom dans ce produit',
  },
};

const EYES: readonly (Eyes & { readonly language: 'en' | 'fr' })[] = [
  { language: 'en', theme: 'light', width: 'wide' },
  { language: 'fr', theme: 'dark', width: 'narrow' },
];

export const guiding = (the: () => Scene): void =>
  describe('the guides', () => {
    const rows = (page: Page) => page.locator('.fold table');

    it.each(EYES)('of every provider, $language $theme $width', async (eyes) => {
      const words = WORDS[eyes.language] as Record<string, string>;
      const tenantId = await unconnected(the().stack, 'Guides');
      const page = await administratorOf(the(), tenantId, eyes);
      for (const [provider, name] of Object.entries(PROVIDERS)) {
        await to(page, tenantId, `guides/${provider}`);
        await page.getByRole('heading', { level: 1, name: `${words['title']} ${name}` }).waitFor();
        await page.getByRole('heading', { level: 2, name: words['before'] as string }).waitFor();
        await page.locator(`td[data-title="${words['called']}"]`).first().waitFor();
        const drawing = page.getByRole('img', { name: words['drawing'] as string });
        expect(await drawing.count()).toBeGreaterThan(0);
        const where = `${provider} ${eyes.language}`;
        expect({ where, finds: await axeFinds(page) }).toEqual({ where, finds: [] });
        expect({ where, over: await overflow(page) }).toEqual({ where, over: 0 });

        expect(await rows(page).isVisible()).toBe(false);
        await page.locator('summary', { hasText: words['fold'] as string }).click();
        expect(await rows(page).isVisible()).toBe(true);
        expect({ where, over: await overflow(page) }).toEqual({ where, over: 0 });
        await picture(page, `guide-${provider}-${eyes.language}`);
      }
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('have jump marks, a template to copy, and a view for paper', async () => {
      const tenantId = await unconnected(the().stack, 'Guides on paper');
      const page = await administratorOf(the(), tenantId);
      await to(page, tenantId, 'guides/onelogin');
      const words = WORDS.en as Record<string, string>;
      const section = page.getByRole('heading', { name: words['refused'] as string });
      await section.waitFor();
      const top = (): Promise<number> =>
        section.evaluate(
          (one) =>
            (one as unknown as { getBoundingClientRect(): { top: number } }).getBoundingClientRect()
              .top,
        );
      expect(await top()).toBeGreaterThan(900);
      await page.getByRole('link', { name: words['refused'] as string }).click();
      expect(await top()).toBeLessThan(900);
      await section.waitFor();

      await page.getByRole('button', { name: words['template'] as string }).click();
      const copied = await page.evaluate<string>('navigator.clipboard.readText()');
      expect(JSON.parse(copied)).toMatchObject({ userName: '{$parameters.scimusername}' });

      await page.emulateMedia({ media: 'print' });
      for (const hidden of ['.head', '.guide-contents', '.screen-head .acts'])
        expect([hidden, await page.locator(hidden).isVisible()]).toEqual([hidden, false]);
      // Folded on the screen; paper cannot unfold it.
      expect(await rows(page).isVisible()).toBe(true);
      await picture(page, 'guide-on-paper');
      await page.context().close();
    });

    it('of each provider opens inside Connect, and the choice is kept', async () => {
      const tenantId = await unconnected(the().stack, 'Chosen guides');
      const page = await administratorOf(the(), tenantId, { width: 'narrow' });
      const open = (step: RegExp) => page.getByRole('button', { name: step }).click();
      for (const [provider, name] of Object.entries(PROVIDERS)) {
        await open(/^Choose your identity provider/);
        await page.getByText(name, { exact: true }).first().click();
        await open(/^Follow its guide/);
        await page.locator('.guide').waitFor();
        await page.getByRole('link', { name: /own page/ }).waitFor();
        await eventually(
          () => connectionOf(the().stack, tenantId),
          (connection) => connection['provider'] === provider,
        );
        expect({ provider, over: await overflow(page) }).toEqual({ provider, over: 0 });
      }
      await page.context().close();
    });
  });
