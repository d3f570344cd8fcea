import { eventually } from '../audit/settled';
import { JSON_TYPE, newTenant } from '../support/tenants';
import { startDelivery } from '../support/tools';
import { axeFinds, complaintsOf, overflow, picture } from './chromium';
import { signingIn } from './staff';
import type { Scene } from './visits';

const TEXTS = {
  en: {
    title: 'Subscriptions',
    off: /Set DELIVERY_URL of the gateway/,
    holds: /^Holds .* since .*10:14.*: unknown version$/,
    behind: /behind$|is not acknowledged/,
    remove: /^Delete the subscription/,
    act: 'Delete',
    gone: /was deleted\./,
  },
  fr: {
    title: 'Abonnements',
    off: /Donnez à DELIVERY_URL de la passerelle/,
    holds: /^Retient .* depuis .*10:14.*unknown version$/,
    behind: /^En retard de|n’est pas confirmée/,
    remove: /^Supprimer l’abonnement/,
    act: 'Supprimer',
    gone: /a été supprimé\./,
  },
} as const;

/** The page about the services that follow the events. */
export const subscribing = (the: () => Scene): void =>
  describe('the subscriptions', () => {
    const KEY = 'a-key-of-a-team-that-subscribes';
    const signIn = signingIn(the);
    let delivery: Awaited<ReturnType<typeof startDelivery>> | undefined;
    const url = (): string => `${new URL(the().stack.scim[0]).origin}/console/subscriptions`;
    const configure = async (DELIVERY_URL: string | undefined): Promise<void> => {
      const { stack } = the();
      await stack.stopPart('gateway');
      stack.configure('gateway', { DELIVERY_URL });
      await stack.start('gateway');
    };
    afterAll(async () => {
      await delivery?.process.stop();
      await configure(undefined);
    });

    it.each(['en', 'fr'] as const)(
      'say what to set where there is no feed, %s',
      async (language) => {
        const page = await signIn('staff', { language });
        await page.goto(url());
        await page.getByRole('heading', { name: TEXTS[language].title, exact: true }).waitFor();
        await page.getByText(TEXTS[language].off).waitFor();
        expect(await axeFinds(page)).toEqual([]);
        await page.context().close();
      },
    );

    it('are those of the feed, with what each holds and lacks', async () => {
      const { stack } = the();
      delivery = await startDelivery({
        engines: { env: { ...stack.reach, DATABASE_URL: stack.databaseUrl } as never },
        dir: stack.logs,
        installation: 'https://rollcall.test',
        serviceKey: stack.keys.operator,
        keys: [KEY],
      });
      await configure(delivery.internalBaseUrl);
      const { id, client } = await newTenant(stack);
      const report = (name: string, entry: object) =>
        fetch(`${delivery?.eventsBaseUrl}/subscriptions/${name}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${KEY}`, ...JSON_TYPE },
          body: JSON.stringify({ tenants: [{ tenant: id, position: 1, ...entry }] }),
        }).then((response) => response.json() as Promise<{ unknown: string[] }>);
      await eventually(
        () => report('billing', {}),
        ({ unknown }) => unknown.length === 0,
        60_000,
      );
      const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], active: true };
      const made = await client.post('/Users', {
        ...body,
        userName: 'leaver@example.com',
        displayName: 'L',
        externalId: 'l',
      });
      expect((await client.delete(`/Users/${(made.body as { id: string }).id}`)).status).toBe(204);
      const since = new Date(2026, 0, 31, 10, 14).toISOString();
      await report('data-lake', { held: { since, reason: 'unknown version' } });

      for (const language of ['en', 'fr'] as const) {
        const page = await signIn('staff', { language });
        const texts = TEXTS[language];
        await page.getByRole('link', { name: texts.title, exact: true }).click();
        const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
        await row('data-lake').getByText(texts.holds).waitFor();
        await row('billing').getByText(texts.behind).waitFor();
        expect(await axeFinds(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await picture(page, `subscriptions-${language}`, false);
        expect(complaintsOf(page)).toEqual([]);
        if (language === 'fr') {
          await row('data-lake').getByRole('button', { name: texts.remove }).click();
          await page.getByRole('button', { name: texts.act, exact: true }).click();
          await page.getByRole('status').getByText(texts.gone).waitFor();
          expect(await row('data-lake').count()).toBe(0);
        }
        await page.context().close();
      }
    });
  });
