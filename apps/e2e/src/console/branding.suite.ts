import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, overflow, picture, visit, type Look } from './chromium';
import { bodyOf } from '../support/client';
import { administratorOf, to, unconnected, WORDS, type Scene } from './visits';
import type { Stack } from '../support/stack';
import { adminOf, JSON_TYPE, newLink } from '../support/tenants';

/** What the stack of the console's suites was started with: the installation's own. */
export const INSTALLED = {
  BRAND_SUPPORT: 'help@rollcall.example',
  BRAND_RETURN_URL: 'https://rollcall.example/settings',
};

const LOGO = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><circle cx="14" cy="14" r="13" fill="#a0195b"/></svg>',
).toString('base64')}`;
const ATELIER = {
  name: 'Atelier & Co',
  logo: LOGO,
  accent: '#a0195b',
  support: 'https://atelier.example/help',
  returnUrl: 'https://atelier.example/settings',
};

const SAID = {
  en: {
    back: 'Back to Atelier & Co',
    help: 'Get help from Atelier & Co',
    called: 'What Atelier & Co calls it',
  },
  fr: {
    back: 'Retour à Atelier & Co',
    help: 'Demander de l’aide à Atelier & Co',
    called: 'Nom dans Atelier & Co',
  },
} as const;

const EYES: readonly Look[] = [
  { language: 'en', theme: 'light', width: 'wide' },
  { language: 'fr', theme: 'dark', width: 'narrow' },
];

const brand = (stack: Stack, tenantId: string, branding: object) =>
  adminOf(stack).send('PATCH', `/tenants/${tenantId}/branding`, branding, JSON_TYPE);

const colourOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);

export const branding = (the: () => Scene): void =>
  describe('the product’s own name and look', () => {
    it.each(EYES)('from the link on, $language $theme $width', async (eyes) => {
      const { stack, browser } = the();
      const tenantId = await unconnected(stack, 'Branded');
      expect((await brand(stack, tenantId, ATELIER)).status).toBe(200);
      const said = SAID[eyes.language];
      const page = await visit(browser, eyes);
      const clean = async (name: string): Promise<void> => {
        const where = `${name} ${eyes.language}`;
        expect({ where, finds: await axeFinds(page) }).toEqual({ where, finds: [] });
        expect({ where, over: await overflow(page) }).toEqual({ where, over: 0 });
        await picture(page, `branded-${name}-${eyes.language}`);
      };
      const shown = async (): Promise<void> => {
        await page.locator('.mark', { hasText: ATELIER.name }).waitFor();
        expect(await page.locator('.mark img').getAttribute('src')).toBe(LOGO);
        expect(await page.title()).toContain(ATELIER.name);
        const back = page.getByRole('link', { name: said.back }).last();
        expect(await back.getAttribute('href')).toBe(ATELIER.returnUrl);
        const help = page.getByRole('link', { name: said.help });
        expect(await help.getAttribute('href')).toBe(ATELIER.support);
      };

      const { url } = await newLink(stack, tenantId, { role: 'administrator' });
      await page.goto(url);
      await shown();
      const accent =
        eyes.theme === 'light' ? 'rgb(160, 25, 91)' : expect.not.stringMatching(/160, 25, 91/);
      expect(await colourOf(page, '.button-first')).toEqual(accent);
      await clean('link');

      await page.getByRole('button', { name: WORDS[eyes.language].open }).click();
      await page.waitForURL(`**/tenants/${tenantId}/settings`);
      await shown();
      await page.locator('.step-button').first().waitFor();
      await clean('settings');
      await to(page, tenantId, 'guides/okta');
      await page.locator(`td[data-title="${said.called}"]`).first().waitFor();
      await shown();

      // The session has ended: the page that says so is still theirs.
      await page.context().clearCookies();
      await page.locator('.places a').nth(1).click();
      await page.locator('.gate').waitFor();
      await shown();
      await clean('ended');
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('is the installation’s where a tenant has none, and another tenant’s is not shown', async () => {
      const { stack } = the();
      const [ours, theirs] = [await unconnected(stack, 'Plain'), await unconnected(stack, 'Other')];
      await brand(stack, theirs, ATELIER);
      const page = await administratorOf(the(), ours);
      const help = page.getByRole('link', { name: /^Get help/ });
      await help.waitFor();
      expect(await help.getAttribute('href')).toBe(`mailto:${INSTALLED.BRAND_SUPPORT}`);
      expect(await page.locator('.mark').innerText()).toBe('Rollcall');
      const status = await page.evaluate<number>(
        `fetch('/admin/v1/tenants/${theirs}/branding').then(({ status }) => status)`,
      );
      expect(status).toBe(404);
      await page.context().close();
    });

    it('is set by operators alone, and never to what would harm', async () => {
      const { stack } = the();
      const tenantId = await unconnected(stack, 'Hostile');
      const hostile: Readonly<Record<string, string>> = {
        name: '<img src=x onerror=alert(1)>',
        logo: `data:image/svg+xml;base64,${Buffer.from('<svg onload="alert(1)"/>').toString('base64')}`,
        accent: '#f5a623',
        support: 'javascript:alert(1)',
        returnUrl: 'javascript:alert(1)',
      };
      for (const [part, value] of Object.entries(hostile)) {
        const answer = await brand(stack, tenantId, { [part]: value });
        expect([part, answer.status]).toEqual([part, 400]);
        expect(String(bodyOf(answer)['detail'])).toContain(part);
      }
      const page = await administratorOf(the(), tenantId);
      const status = await page.evaluate<number>(`
        fetch('/admin/v1/session').then((answer) => answer.json()).then(({ csrf }) =>
          fetch('/admin/v1/tenants/${tenantId}/branding', {
            method: 'PATCH',
            headers: { 'content-type': 'application/json', 'x-rollcall-csrf': csrf },
            body: '{"name":"Mine"}',
          })).then(({ status }) => status)`);
      expect(status).toBe(403);
      await page.context().close();
    });

    it('is not requested for an invalid link', async () => {
      const { stack } = the();
      const answer = await adminOf(stack).post(
        '/session/branding',
        { link: 'rl_no_such' },
        JSON_TYPE,
      );
      expect([answer.status, bodyOf(answer)['name'], bodyOf(answer)['support']]).toEqual([
        200,
        null,
        INSTALLED.BRAND_SUPPORT,
      ]);
    });
  });
