import type { Page } from 'playwright-core';
import { axeFinds, overflow, picture, visit, type Language } from './chromium';
import { administratorOf, to, unconnected, WORDS, type Scene } from './visits';
import { inLog } from '../support/records';
import { newLink, newTenant } from '../support/tenants';

const SAID = {
  en: {
    ended: 'Your session has ended',
    ask: 'Ask the person who sent it to you for a new one',
    tokens: 'Tokens',
    used: 'This link was already used',
    stay: 'Continue with the current session',
    unnamed: 'This browser is already signed in.',
    out: 'Sign out',
    sure: 'you will need a new one from the person who sent it to you',
    cancel: 'Cancel',
    signIn: 'Sign in',
    connect: 'Set up',
  },
  fr: {
    ended: 'Votre session a expiré',
    ask: 'Demandez-en un nouveau à la personne qui vous l’a envoyé',
    tokens: 'Jetons',
    used: 'Ce lien a déjà été utilisé',
    stay: 'Continuer avec la session en cours',
    unnamed: 'Vous êtes déjà connecté dans ce navigateur.',
    out: 'Se déconnecter',
    sure: 'il vous en faudra un nouveau',
    cancel: 'Annuler',
    signIn: 'Se connecter',
    connect: 'Mise en service',
  },
} as const satisfies Record<Language, unknown>;

export const sessions = (the: () => Scene): void =>
  describe.each(['en', 'fr'] as const)('the session, in %s', (language) => {
    const said = SAID[language];
    const { open } = WORDS[language];
    const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
    const isClean = async (page: Page, name: string): Promise<void> => {
      expect({ name, finds: await axeFinds(page) }).toEqual({ name, finds: [] });
      expect({ name, over: await overflow(page) }).toEqual({ name, over: 0 });
      await picture(page, `${name}-${language}`);
    };

    it.each(['status', 'settings', 'users', 'requests', 'tokens'])(
      'that ends is one screen, on %s too, and a new link leads back there',
      async (screen) => {
        const { stack } = the();
        const { id } = await newTenant(stack);
        const page = await administratorOf(the(), id, { language });
        await to(page, id, screen);
        await page.locator('h1').waitFor();
        await page.context().clearCookies();
        await heading(page, said.ended).waitFor({ timeout: 30_000 });
        await page.getByText(said.ask).waitFor();
        const text = await page.locator('body').innerText();
        expect(text).not.toMatch(/operator key|Bearer/);
        expect(await page.locator('nav').count()).toBe(0);
        expect(await page.getByRole('button', { name: said.out }).count()).toBe(0);
        await isClean(page, 'session-ended');

        // The new link is opened in another tab, as a mail does.
        const other = await page.context().newPage();
        await other.goto((await newLink(stack, id)).url);
        await other.getByRole('button', { name: open }).click();
        await other.waitForURL(`**/tenants/${id}/${screen}`);
        await page.bringToFront();
        await page.evaluate('window.dispatchEvent(new Event("focus"))');
        await page.locator('nav').first().waitFor();
        expect(page.url()).toMatch(new RegExp(`/tenants/${id}/${screen}$`));
        await page.context().close();
      },
    );

    it('is found again by the link that it came by, and by that in no other browser', async () => {
      const { stack, browser } = the();
      const tenantId = await unconnected(stack, 'Again');
      const { url } = await newLink(stack, tenantId);
      const page = await visit(browser, { language });
      await page.goto(url);
      await page.getByRole('button', { name: open }).click();
      await page.waitForURL(`**/tenants/${tenantId}/**`);
      await page.goto(new URL('/console/open', url).href);
      await page.goto(url);
      await page.getByText(said.unnamed).waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/“”|«\s*»/);
      await isClean(page, 'open-signed-in');
      await page.getByRole('button', { name: open }).click();
      await page.waitForURL(`**/tenants/${tenantId}/**`);
      await page.locator('nav').first().waitFor();

      const stranger = await visit(browser, { language });
      await stranger.goto(url);
      await stranger.getByRole('button', { name: open }).click();
      await stranger.getByText(said.used).waitFor();
      expect(await stranger.getByRole('button', { name: open }).count()).toBe(0);
      await isClean(stranger, 'open-used');
      await stranger.context().close();

      // Who is signed in by another link is led to that session, and keeps it.
      const second = await newLink(stack, tenantId);
      const used = await visit(browser, { language });
      await used.goto(second.url);
      await used.getByRole('button', { name: open }).click();
      await used.waitForURL(`**/tenants/${tenantId}/**`);
      await page.goto('about:blank');
      await page.goto(second.url);
      await page.getByRole('button', { name: open }).click();
      await page.getByText(said.used).waitFor();
      await page.getByRole('button', { name: said.stay }).click();
      await page.waitForURL(`**/tenants/${tenantId}/**`);
      await page.locator('nav').first().waitFor();
      await Promise.all([page.context().close(), used.context().close()]);
    });

    it('is not tried again with a link that has expired', async () => {
      const { stack, browser } = the();
      const { id, url } = await newLink(stack, await unconnected(stack, 'Late'));
      const late = `update setup_links set expires_at = now() - interval '1 hour' where link_id = $1`;
      await inLog(stack, late, [id]);
      const page = await visit(browser, { language, width: 'least' });
      await page.goto(url);
      await page.getByRole('button', { name: open }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('button', { name: open }).count()).toBe(0);
      await isClean(page, 'open-expired');
      await page.context().close();
    });

    it('of a link asks before it is ended, since the link opens nothing more', async () => {
      const page = await administratorOf(the(), await unconnected(the().stack, 'Out'), {
        language,
        width: 'narrow',
      });
      const out = page.getByRole('button', { name: said.out, exact: true });
      await out.click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByText(said.sure).waitFor();
      await isClean(page, 'sign-out');
      await dialog.getByRole('button', { name: said.cancel }).click();
      await dialog.waitFor({ state: 'detached' });
      await heading(page, said.connect).waitFor();
      await out.click();
      await dialog.getByRole('button', { name: said.out }).click();
      await heading(page, said.signIn).waitFor();
      await page.context().close();
    });
  });
