import type { Page } from 'playwright-core';
import { picture } from './chromium';
import { administratorOf, unconnected, type Scene } from './visits';
import { strictUser } from '../support/client';
import { newTenant } from '../support/tenants';

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('(document.activeElement.textContent ?? "").trim()');

export const lists = (the: () => Scene): void =>
  describe('keyboard and ear', () => {
    it('the focus stays with Next and Previous, the page stays where it is, and the rows are said', async () => {
      const tenant = await newTenant(the().stack);
      for (let n = 100; n < 151; n += 1)
        expect((await tenant.client.post('/Users', strictUser(`u${n}@acme.example`))).status).toBe(
          201,
        );
      const page = await administratorOf(the(), tenant.id);
      await page.getByRole('link', { name: 'Users', exact: true }).click();
      const range = page.getByRole('navigation', { name: 'Pages' }).getByRole('status');
      await range.getByText('1–50 of 51').waitFor();
      const next = page.getByRole('button', { name: 'Next' });
      const before = page.getByRole('button', { name: 'Previous' });
      await next.focus();
      const top = () => page.evaluate<number>('window.scrollY');
      expect(await top()).toBeGreaterThan(0);
      let emptied = false;
      await page.exposeFunction('sawWaiting', () => (emptied = true));
      await page.evaluate(
        `new MutationObserver(() => document.querySelector('.waiting') && window.sawWaiting())
           .observe(document.body, { childList: true, subtree: true })`,
      );
      await page.keyboard.press('Enter');
      await range.getByText('51–51 of 51').waitFor();
      expect(await focused(page)).toBe('Next');
      expect(await next.getAttribute('aria-disabled')).toBe('true');
      await page.keyboard.press('Shift+Tab');
      expect(await focused(page)).toBe('Previous');
      await page.keyboard.press('Enter');
      await range.getByText('1–50 of 51').waitFor();
      expect(await focused(page)).toBe('Previous');
      expect(await before.getAttribute('aria-disabled')).toBe('true');
      expect(emptied).toBe(false);
      await page.context().close();
    });

    it('Enter in a field of a dialog sends it, and the focus is where one can go on', async () => {
      const page = await administratorOf(the(), await unconnected(the().stack, 'Enter'));
      await page.getByRole('link', { name: 'Tokens', exact: true }).click();
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByLabel('Label').fill('By Enter');
      await page.keyboard.press('Enter');
      await page.getByLabel('Access token', { exact: true }).waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('button:focus', { hasText: 'New token' }).waitFor();
      await page.getByRole('button', { name: 'Revoke the token By Enter' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
      await page.getByRole('status').getByText('“By Enter” is revoked.').waitFor();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await page.locator('main h1:focus').waitFor();
      await page.context().close();
    });

    it('in forced colours the current screen, a choice and a switch can be seen', async () => {
      const page = await administratorOf(the(), await unconnected(the().stack, 'Contrast'));
      await page.emulateMedia({ forcedColors: 'active' });
      const edge = (selector: string) =>
        page.evaluate<string>(
          `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).borderBottomColor`,
        );
      const current = await edge('.places a[aria-current]');
      expect(current).not.toBe(await edge('.places a:not([aria-current])'));
      await page.getByRole('link', { name: 'Requests', exact: true }).click();
      const track = page.locator('.switch-track');
      await track.waitFor();
      const on = await edge('.switch-track');
      await page.getByRole('switch').uncheck({ force: true });
      expect(await edge('.switch-track')).not.toBe(on);
      await page.getByRole('link', { name: 'Tokens', exact: true }).click();
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await edge('.choice-option:has(:checked)')).not.toBe(
        await edge('.choice-option:not(:has(:checked))'),
      );
      await picture(page, 'forced-colours', false);
      await page.context().close();
    });
  });
