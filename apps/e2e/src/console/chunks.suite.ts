import { complaintsOf, visit } from './chromium';
import { administratorOf, to, unconnected, type Scene } from './visits';
import { newTenant } from '../support/tenants';

export const chunks = (the: () => Scene): void =>
  describe('the files of the console, in a browser', () => {
    it('come once, one language of them, and the other when it is chosen', async () => {
      const { stack, browser } = the();
      const page = await visit(browser, { language: 'en' });
      const requested: string[] = [];
      page.on('request', (request) => requested.push(new URL(request.url()).pathname));
      await page.goto(new URL('/console', stack.scim[0]).href);
      await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
      const files = (): string[] => requested.filter((path) => path.startsWith('/console/assets/'));
      expect(files().filter((path) => /mark|english/.test(path)).length).toBe(2);
      expect(files().join()).not.toContain('french');
      await page.getByRole('button', { name: 'Français' }).click();
      await page.getByRole('heading', { name: 'Se connecter', exact: true }).waitFor();
      expect(files().filter((path) => path.includes('french')).length).toBe(1);
      expect(new Set(files()).size).toBe(files().length);
      expect(await page.evaluate('document.documentElement.lang')).toBe('fr');
      await page.reload();
      await page.getByRole('heading', { name: 'Se connecter', exact: true }).waitFor();
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('that an update took away are looked for in a fresh page, once, and else it is said', async () => {
      const page = await administratorOf(the(), await unconnected(the().stack, 'Updated'));
      let gone = 1;
      await page.route('**/assets/users-*.js', (route) =>
        (gone -= 1) >= 0 ? route.fulfill({ status: 404, body: '' }) : route.continue(),
      );
      await page.getByRole('link', { name: 'Users', exact: true }).click();
      await page.getByRole('heading', { name: 'Users', exact: true }).waitFor();
      expect(gone).toBeLessThan(0);
      gone = 1_000;
      await page.route('**/assets/tokens-*.js', (route) =>
        route.fulfill({ status: 404, body: '' }),
      );
      await page.getByRole('link', { name: 'Tokens', exact: true }).click();
      await page.getByText('This screen could not be loaded').waitFor();
      await page.getByRole('button', { name: 'Reload the page' }).waitFor();
      // What is there still works.
      await page.getByRole('link', { name: 'Requests', exact: true }).click();
      await page.getByRole('heading', { name: 'Requests', exact: true }).waitFor();
      await page.context().close();
    });

    it('and they send each request to the API once', async () => {
      const tenant = await newTenant(the().stack);
      const page = await administratorOf(the(), tenant.id, { still: true });
      // A screen that asks again and again would be counted until it is left: a guide does not.
      await to(page, tenant.id, 'guides/okta');
      await page.locator('.guide').waitFor();
      const requested: string[] = [];
      page.on('request', (request) => {
        const { pathname, search } = new URL(request.url());
        if (pathname.startsWith('/admin/')) requested.push(pathname.split('/').at(-1) + search);
      });
      // Requests of the previous screen do not count.
      page.on('framenavigated', () => (requested.length = 0));
      await to(page, tenant.id, 'requests');
      await page.getByText('No request matches.').waitFor();
      await page.waitForTimeout(800);
      expect(requested.filter((one, at) => requested.indexOf(one) !== at)).toEqual([]);
      expect(requested).toEqual(expect.arrayContaining(['session', 'requests?count=50', 'live']));
      await page.context().close();
    });
  });
