import { bodyOf, Client } from '../support/client';
import { Browser, startProvider, type OidcSettings } from '../support/oidc-provider';
import { readLog } from '../support/records';
import { sleep } from '../audit/settled';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';

const COOKIE = 'rollcall-session';

export const signIn = (the: () => Stack, settings: () => OidcSettings): void =>
  describe('sign-in with OpenID Connect', () => {
    let stack: Stack;
    let tenant: Tenant;
    let origin: string;
    let provider: { stop: () => Promise<void> } | undefined;
    const isCallback = (url: string): boolean => url.startsWith(`${origin}/console/callback`);
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
      origin = new URL(stack.admin[0] as string).origin;
    });
    afterAll(() => provider?.stop());

    /** From the console's button to the provider's answer, as somebody with this account. */
    const logIn = async (browser: Browser, account: string, query = ''): Promise<string> => {
      const start = `${origin}/console/sign-in${query}`;
      const form = await browser.follow(await browser.ask(start), start, () => false);
      const sent = await browser.ask(form, {
        method: 'POST',
        body: new URLSearchParams({ prompt: 'login', login: account, password: 'any' }),
      });
      return browser.follow(sent, form, isCallback);
    };
    const sessionOf = async (browser: Browser) => {
      const cookie = `${COOKIE}=${browser.cookie(origin, COOKIE)}`;
      return bodyOf(await new Client(stack.admin[0] as string, '').get('/session', { cookie }));
    };
    const signedInAs = async (account: string, query = '') => {
      const browser = new Browser();
      const answer = await browser.ask(await logIn(browser, account, query));
      return { browser, answer, to: answer.headers.get('location') };
    };

    it('is offered under its name', async () =>
      expect(bodyOf(await new Client(stack.admin[0] as string, '').get('/sign-in'))).toEqual({
        oidc: true,
        label: 'Test login',
      }));

    it('says in the reader’s language that the provider does not answer, and comes back', async () => {
      const browser = new Browser();
      const url = `${origin}/console/sign-in`;
      const english = await browser.ask(url);
      expect([english.status, english.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await english.text()).toMatch(/<html lang="en">[\s\S]*is unavailable/);
      const french = await browser.ask(url, { headers: { 'accept-language': 'fr-CA, en' } });
      expect(await french.text()).toMatch(/<html lang="fr">[\s\S]*ne répond pas/);
      const program = await browser.ask(url, { headers: { accept: 'application/json' } });
      expect(await program.json()).toMatchObject({ status: 503, code: 'provider-unavailable' });
      const redirects = stack.admin.map((base) => `${new URL(base).origin}/console/callback`);
      provider = await startProvider(settings(), redirects);
      // The failure is kept for a while: not each attempt sends a request to the provider.
      expect((await browser.ask(url)).status).toBe(503);
      await sleep(5_200);
      expect((await browser.ask(url)).status).toBe(302);
    });

    it('sends PKCE, state and nonce, new ones each time', async () => {
      const redirects = await Promise.all(
        [1, 2].map(async () => {
          const answer = await new Browser().ask(`${origin}/console/sign-in`);
          return Object.fromEntries(new URL(answer.headers.get('location') as string).searchParams);
        }),
      );
      expect(redirects[0]).toMatchObject({
        response_type: 'code',
        code_challenge_method: 'S256',
        scope: 'openid profile email',
        redirect_uri: `${origin}/console/callback`,
      });
      for (const name of ['state', 'nonce', 'code_challenge'])
        expect(redirects[0]?.[name]).not.toBe(redirects[1]?.[name]);
    });

    it('makes an administrator of a tenant, and an event of that', async () => {
      const account = `administrator.${tenant.id}`;
      const { browser, answer, to } = await signedInAs(account, '?to=/console/tokens%3Fa=b');
      expect([answer.status, to]).toEqual([302, '/console/tokens?a=b']);
      const [set] = answer.headers.getSetCookie().filter((one) => one.startsWith(COOKIE));
      expect(set).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
      expect(await sessionOf(browser)).toMatchObject({
        role: 'administrator',
        tenantId: tenant.id,
        name: `administrator of ${tenant.id}`,
      });
      const { events } = await readLog(stack.logDatabaseUrl, tenant.id);
      expect(events.at(-1)).toMatchObject({ type: 'SignedIn', actor: `oidc:${account}` });
    });

    it('ends the session that the browser had', async () => {
      const { browser } = await signedInAs(`viewer.${tenant.id}`);
      const cookie = `${COOKIE}=${browser.cookie(origin, COOKIE)}`;
      const admin = new Client(stack.admin[0] as string, '');
      expect((await admin.get('/session', { cookie })).status).toBe(200);
      const again = new Browser();
      again.plant(origin, COOKIE, browser.cookie(origin, COOKIE) as string);
      const callback = await logIn(again, `administrator.${tenant.id}`);
      // A browser keeps a Strict cookie to itself on the way back from another site.
      again.forget(origin, COOKIE);
      expect((await again.ask(callback)).status).toBe(302);
      expect(await sessionOf(again)).toMatchObject({ role: 'administrator' });
      expect((await admin.get('/session', { cookie })).status).toBe(401);
    });

    it('makes an operator, who belongs to no tenant', async () => {
      const { browser } = await signedInAs('staff');
      expect(await sessionOf(browser)).toMatchObject({ role: 'operator', tenantId: null });
    });

    it('takes the strongest of many roles', async () => {
      const { browser } = await signedInAs(`many.${tenant.id}`);
      expect(await sessionOf(browser)).toMatchObject({ role: 'operator' });
    });

    it.each([
      ['nothing', 'no-role', 403],
      ['administrator', 'no-tenant', 403],
      ['administrator.never', 'no-tenant', 403],
      ['viewer.No/Tenant', 'no-tenant', 403],
    ])('refuses the account %s: %s', async (account, code, status) => {
      const browser = new Browser();
      const callback = await logIn(browser, account);
      const answer = await browser.ask(callback, { headers: { accept: 'application/json' } });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        status,
        code,
      ]);
      expect(browser.cookie(origin, COOKIE)).toBeUndefined();
    });

    describe('opens nothing', () => {
      const refused = async (browser: Browser, url: string): Promise<[number, string]> => {
        const answer = await browser.ask(url, { headers: { accept: 'application/json' } });
        expect(browser.cookie(origin, COOKIE)).toBeUndefined();
        return [answer.status, ((await answer.json()) as { code: string }).code];
      };

      it('in a browser that did not begin it', async () => {
        const callback = await logIn(new Browser(), `viewer.${tenant.id}`);
        expect(await refused(new Browser(), callback)).toEqual([400, 'too-late']);
      });

      it('with another state, a changed cookie, or no code at all', async () => {
        const browser = new Browser();
        const callback = new URL(await logIn(browser, `viewer.${tenant.id}`));
        const kept = browser.cookie(origin, 'rollcall-sign-in') as string;
        const other = new URL(callback);
        other.searchParams.set('state', 'another');
        expect(await refused(browser, other.href)).toEqual([400, 'too-late']);
        expect(await refused(browser, `${origin}/console/callback`)).toEqual([400, 'too-late']);
        browser.plant(
          origin,
          'rollcall-sign-in',
          kept.replace(/^./, (c) => (c === 'e' ? 'f' : 'e')),
        );
        expect(await refused(browser, callback.href)).toEqual([400, 'too-late']);
      });

      it('with a code that was used', async () => {
        const browser = new Browser();
        const callback = await logIn(browser, `viewer.${tenant.id}`);
        const begun = browser.cookie(origin, 'rollcall-sign-in') as string;
        expect((await browser.ask(callback)).status).toBe(302);
        const thief = new Browser();
        thief.plant(origin, 'rollcall-sign-in', begun);
        expect(await refused(thief, callback)).toEqual([502, 'failed']);
      });

      it('when the provider says no', async () => {
        const browser = new Browser();
        const callback = new URL(await logIn(browser, `viewer.${tenant.id}`));
        callback.searchParams.delete('code');
        callback.searchParams.set('error', 'access_denied');
        callback.searchParams.set('error_description', '<script>alert(1)</script>');
        const answer = await browser.ask(callback.href);
        const page = await answer.text();
        expect([answer.status, page]).toEqual([
          403,
          expect.stringContaining('refused the sign-in'),
        ]);
        expect(page).not.toContain('<script>');
      });
    });

    it.each([
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/console/..//evil.example',
      '/console/../admin/v1/tenants',
      '/console@evil.example',
      'javascript:alert(1)',
      '/console/%0d%0aset-cookie:a=b\r\nset-cookie: a=b',
      '/console/sign-in',
    ])('leads to the console only, not to %j', async (to) => {
      const account = `viewer.${tenant.id}`;
      const { answer } = await signedInAs(account, `?to=${encodeURIComponent(to)}`);
      expect(answer.headers.get('location')).toMatch(/^\/console(\/%0d%0aset-cookie:a=b.*)?$/);
      expect(answer.headers.getSetCookie().join()).not.toMatch(/(^|,)\s*a=b/);
    });
  });
