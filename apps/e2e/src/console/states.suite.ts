import type { Page } from 'playwright-core';
import { complaintsOf, EYES, visit } from './chromium';
import { administratorOf, connected, look, to, type Scene } from './visits';
import { ScriptedProvider } from './scripted-provider';
import { adminOf, closeTenant, JSON_TYPE, newLink, newTenant } from '../support/tenants';

/** One unbroken name, one that turns its neighbours around, one of another script. */
const NAMES = ['W'.repeat(180), 'Ada \u202eecalevoL', '\u00c9lodie \u6797\u7f8e\u73b2'];

interface State {
  readonly name: string;
  /** Whose screen it is: a name of `tenants`. */
  readonly of: string;
  readonly at: string;
  /** What makes the state on the page. */
  readonly make?: (page: Page) => Promise<unknown>;
}

const press = (selector: string) => (page: Page) => page.locator(selector).first().click();
const offline = async (page: Page) => {
  await page.context().setOffline(true);
  await page.locator('.notice-bad').first().waitFor();
};
const STATES: readonly State[] = [
  { name: 'status-works', of: 'works', at: 'status' },
  { name: 'status-refused', of: 'refused', at: 'status' },
  { name: 'status-off', of: 'off', at: 'status' },
  { name: 'status-no-token', of: 'revoked', at: 'status' },
  { name: 'status-ending', of: 'ending', at: 'status' },
  { name: 'status-offline', of: 'works', at: 'status', make: offline },
  { name: 'settings-off', of: 'off', at: 'settings' },
  { name: 'settings-no-token', of: 'revoked', at: 'settings' },
  { name: 'users-names', of: 'works', at: 'users' },
  { name: 'users-deactivated', of: 'works', at: 'users?state=deactivated' },
  { name: 'users-deleted', of: 'works', at: 'users?state=deleted' },
  { name: 'user', of: 'works', at: 'users', make: press('main .table a') },
  { name: 'users-nobody', of: 'refused', at: 'users' },
  { name: 'groups', of: 'full', at: 'groups' },
  { name: 'group', of: 'full', at: 'groups', make: press('main .table a') },
  { name: 'user-full', of: 'full', at: 'users', make: press('main .table a') },
  { name: 'requests', of: 'refused', at: 'requests' },
  { name: 'requests-refused', of: 'works', at: 'requests?outcome=refused' },
  { name: 'request', of: 'refused', at: 'requests', make: press('a.request-link') },
  { name: 'requests-none', of: 'ending', at: 'requests' },
  { name: 'tokens-rotation', of: 'rotating', at: 'tokens' },
  { name: 'tokens-revoked', of: 'revoked', at: 'tokens' },
  { name: 'nowhere', of: 'works', at: 'no-such-screen' },
  { name: 'session-ended', of: 'works', at: 'users', make: (page) => endSession(page) },
];

const endSession = async (page: Page): Promise<void> => {
  await page.context().clearCookies();
  await page.reload();
};

/** Every state that a screen can be in, looked at in each way of EYES. */
export const states = (the: () => Scene): void =>
  describe('every state of every screen is clean for axe, fits the window, and breaks no policy', () => {
    const tenants: Record<string, string> = {};

    beforeAll(async () => {
      const { stack } = the();
      const provider = (token: string) => new ScriptedProvider(stack.scim[0], token);
      const works = await connected(stack);
      const goes = provider(works.token);
      for (const [at, name] of NAMES.entries()) await goes.provision(`p${at}@acme.example`, name);
      await goes.deactivate(await goes.provision('gone@acme.example', 'Gone'));
      await goes.attempt('more@acme.example', {
        nickName: 'M',
        title: 'T',
        name: { givenName: 'M' },
      });
      const refused = await connected(stack);
      await provider(refused.token).attempt('ada@acme.example', { nickName: 'A', title: 'B' });
      const off = await connected(stack);
      await closeTenant(stack, off.id);
      await provider(off.token).attempt('late@acme.example');
      const revoked = await connected(stack);
      await adminOf(stack).delete(`/tenants/${revoked.id}/tokens/${revoked.tokenId}`);
      const ending = await connected(stack, { expiresInDays: 5 });
      const rotating = await connected(stack);
      await provider(rotating.token).provision('ada@acme.example', 'Ada');
      await adminOf(stack).post(
        `/tenants/${rotating.id}/rotation`,
        { tokenId: rotating.tokenId },
        JSON_TYPE,
      );
      const full = await newTenant(stack, 'full');
      Object.assign(tenants, {
        works: works.id,
        refused: refused.id,
        off: off.id,
        revoked: revoked.id,
        ending: ending.id,
        rotating: rotating.id,
        full: full.id,
      });
      const ids = [];
      for (const [at, name] of NAMES.entries())
        ids.push(await provider(full.token).provision(`p${at}@acme.example`, name));
      await full.client.post('/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: NAMES[0],
        members: ids.map((value) => ({ value })),
      });
    });

    it.each(EYES)('$language $theme $width', async (eyes) => {
      const { stack, browser } = the();
      const outside = await visit(browser, eyes);
      const { url } = await newLink(stack, tenants['works'] as string);
      await outside.goto(url.slice(0, url.indexOf('#')));
      await look(outside, 'link-incomplete', eyes);
      await outside.context().close();

      const pages = new Map<string, Page>();
      const wrong: unknown[] = [];
      for (const { name, of, at, make } of STATES) {
        const tenantId = tenants[of] as string;
        const page = pages.get(of) ?? (await administratorOf(the(), tenantId, eyes));
        pages.set(of, page);
        await page.context().setOffline(false);
        await to(page, tenantId, at);
        await page.locator('.waiting').first().waitFor({ state: 'detached' });
        await make?.(page);
        await look(page, name, eyes).catch((error: Error) => wrong.push(error.message));
      }
      expect(wrong).toEqual([]);
      for (const page of pages.values()) {
        expect(complaintsOf(page)).toEqual([]);
        await page.context().close();
      }
    });
  });
