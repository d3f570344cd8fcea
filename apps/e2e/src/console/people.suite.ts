import type { Page } from 'playwright-core';
import {
  axeFinds,
  complaintsOf,
  overflow,
  picture,
  type Eyes,
  type Look,
  type Language,
} from './chromium';
import { bodyOf, type Client, ENTERPRISE, idOf, strictUser, USER } from '../support/client';
import { administratorOf, to, type Scene } from './visits';
import { adminOf, newTenant, type Tenant } from '../support/tenants';

/** What is read, in each language. */
const READ = {
  en: {
    search: 'Search by name or e-mail address',
    state: 'State',
    deleted: 'Deleted',
    deactivated: 'Deactivated',
    sort: 'Sort by',
    byName: 'Name',
    empty: 'Nobody was found.',
    renamed: 'These attributes changed: displayName.',
    off: 'This person may no longer log in.',
    gone: /This person was deleted\. The address .* is free again\./,
    token: /by the token/,
    request: 'show the request',
  },
  fr: {
    search: 'Chercher par nom ou adresse e-mail',
    state: 'État',
    deleted: 'Supprimés',
    deactivated: 'Désactivés',
    sort: 'Trier par',
    byName: 'Nom',
    empty: 'Personne n’a été trouvé.',
    renamed: /Ces attributs ont changé.: displayName\./,
    off: 'Cette personne ne peut plus se connecter.',
    gone: /Cette personne a été supprimée\. L’adresse .* est de nouveau libre\./,
    token: /par le jeton/,
    request: 'voir la requête',
  },
} as const satisfies Record<Language, unknown>;

const LONG = 'N'.repeat(180);
/** Turns what stands behind it, where it is not isolated. */
const TURNED = '\u202eEvil';

export const people = (the: () => Scene): void =>
  describe('people and groups', () => {
    let tenant: Tenant;
    let client: Client;
    let ada: string;
    let gone: string;
    let full: string;

    beforeAll(async () => {
      const { stack } = the();
      tenant = await newTenant(stack, 'full');
      client = tenant.client;
      const made = async (name: string, more: object = {}): Promise<string> => {
        const body = strictUser(`${name}@acme.example`, { displayName: name, ...more });
        return idOf(await client.post('/Users', body));
      };
      const set = (id: string, path: string, value: unknown) =>
        client.patch(`/Users/${id}`, [{ op: 'replace', path, value }]);
      ada = await made('ada', { displayName: 'Ada', externalId: 'x-ada' });
      await set(ada, 'displayName', 'Ada Lovelace');
      await set(ada, 'active', false);
      gone = await made('gone', { displayName: 'Gone Girl' });
      await client.delete(`/Users/${gone}`);
      await made('turned', { displayName: TURNED });
      await made('long', { displayName: LONG });
      await made('formula', { displayName: '=1+1' });
      full = idOf(
        await client.post('/Users', {
          schemas: [USER, ENTERPRISE],
          userName: 'whole@acme.example',
          displayName: 'Whole',
          active: true,
          name: { givenName: 'Grace', familyName: 'Hopper' },
          emails: [{ type: 'work', value: 'whole@acme.example', primary: true }],
          [ENTERPRISE]: { department: 'Research', manager: { value: ada } },
        }),
      );
    });

    const opened = (eyes: Eyes): Promise<Page> => administratorOf(the(), tenant.id, eyes);
    const clean = async (page: Page, name: string): Promise<void> => {
      expect({ name, finds: await axeFinds(page) }).toEqual({ name, finds: [] });
      expect({ name, over: await overflow(page) }).toEqual({ name, over: 0 });
      await picture(page, name);
    };
    const choose = async (page: Page, label: string, option: string): Promise<void> => {
      await page.getByLabel(label, { exact: true }).selectOption({ label: option });
    };
    const emails = (page: Page): Promise<readonly string[]> =>
      page.locator('tbody tr td:first-child').allInnerTexts();

    it.each<Look>([
      { language: 'en', theme: 'light', width: 'wide' },
      { language: 'fr', theme: 'dark', width: 'narrow' },
    ])('are found, in $language $theme $width', async (eyes) => {
      const words = READ[eyes.language];
      const name = (what: string): string => `${what}-${Object.values(eyes).join('-')}`;
      const page = await opened(eyes);
      await to(page, tenant.id, 'users');
      await page.getByRole('link', { name: 'ada@acme.example' }).waitFor();
      await clean(page, name('users'));

      // Narrowed to who is deactivated; the address keeps it, and a reload finds it again.
      await choose(page, words.state, words.deactivated);
      await page.getByRole('link', { name: 'whole@acme.example' }).waitFor({ state: 'detached' });
      expect((await emails(page)).join()).toContain('ada@acme.example');
      expect(page.url()).toContain('state=deactivated');
      await page.reload();
      await page.getByRole('link', { name: 'ada@acme.example' }).waitFor();
      expect(await page.locator('tbody tr').count()).toBe(1);

      // The deleted, by a part of the name that they had.
      await choose(page, words.state, words.deleted);
      await page.getByLabel(words.search).fill('gone gi');
      await page.getByRole('link', { name: 'gone@acme.example' }).waitFor();
      await clean(page, name('deleted'));
      await page.getByRole('link', { name: 'gone@acme.example' }).click();
      await page.getByText(words.gone).waitFor();
      await page.goBack();
      await page.getByRole('link', { name: 'gone@acme.example' }).waitFor();
      await page.getByLabel(words.search).fill('nobody at all');
      await page.getByText(words.empty).waitFor();
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('are sorted by name', async () => {
      const page = await opened({});
      await to(page, tenant.id, 'users?sort=displayName');
      await page.getByRole('link', { name: 'ada@acme.example' }).waitFor();
      const names = await page.locator('tbody tr td:nth-child(2)').allInnerTexts();
      expect(names.slice(0, 2)).toEqual(['=1+1', 'Ada Lovelace']);
      await page.context().close();
    });

    it('one long name leaves the other columns their room, and one that turns turns itself alone', async () => {
      const page = await opened({});
      await to(page, tenant.id, 'users');
      const cell = page.getByRole('link', { name: 'whole@acme.example' });
      await cell.waitFor();
      const lines = await cell.evaluate(
        (node) =>
          (node as unknown as { getClientRects(): { length: number } }).getClientRects().length,
      );
      expect(lines).toBe(1);
      expect(await page.locator('bdi', { hasText: TURNED }).count()).toBe(1);
      await page.context().close();
    });

    it.each<Language>(['en', 'fr'])('have a history in sentences, %s', async (language) => {
      const words = READ[language];
      const page = await opened({ language });
      await to(page, tenant.id, `users/${ada}`);
      const events = page.locator('.history-event');
      await events.first().waitFor();
      const [off, renamed, made] = [events.nth(0), events.nth(1), events.nth(2)];
      await off.getByText(words.off).waitFor();
      await renamed.getByText(words.renamed).waitFor();
      expect(await renamed.locator('del').innerText()).toContain('Ada');
      expect(await renamed.locator('ins').innerText()).toContain('Ada Lovelace');
      // Whom an event names, it does not change.
      for (const event of [off, renamed])
        expect(await event.locator('.changes').innerText()).not.toMatch(/userName|externalId/);
      expect(await made.locator('.changes').innerText()).toContain('x-ada');
      await off.getByText(words.token).waitFor();
      await clean(page, `history-${language}`);

      const { events: recorded } = bodyOf(
        await adminOf(the().stack).get(`/tenants/${tenant.id}/events?count=500`),
      ) as { events: { subject: string; correlationId: string; time: string }[] };
      const last = recorded.filter(({ subject }) => subject === `users/${ada}`).at(-1);
      const link = off.getByRole('link', { name: words.request });
      const about = { correlation: String(last?.correlationId), at: String(last?.time) };
      expect(await link.getAttribute('href')).toBe(
        `/console/tenants/${tenant.id}/requests?${new URLSearchParams(about).toString()}`,
      );
      await link.click();
      await page.locator('a.request-link').first().waitFor();
      await page.getByRole('link', { name: `PATCH /Users/${ada}` }).waitFor();
      expect(await page.locator('a.request-link').count()).toBe(1);
      await page.context().close();
    });

    it.each<Eyes>([{ width: 'wide' }, { width: 'least' }])(
      'have the parts of a value as rows, $width',
      async ({ width = 'wide' }) => {
        const page = await opened({ width });
        await to(page, tenant.id, `users/${full}`);
        const facts = page.locator('.facts').first();
        await facts.waitFor();
        const text = await facts.innerText();
        for (const part of [
          'name.givenName',
          'emails[type eq "work"].value',
          'enterprise:User:department',
          'enterprise:User:manager.value',
        ])
          expect(text).toContain(part);
        expect(text).not.toMatch(/urn:|[{}]/);
        // No name lies over its value.
        const over = await facts
          .locator('dt')
          .evaluateAll(
            (nodes) =>
              (nodes as unknown as { scrollWidth: number; clientWidth: number }[]).filter(
                ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
              ).length,
          );
        expect(over).toBe(0);
        await clean(page, `whole-user-${width}`);
        await page.context().close();
      },
    );
  });
