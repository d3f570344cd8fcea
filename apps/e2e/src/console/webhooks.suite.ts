import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../audit/settled';
import { newTenant, type Tenant } from '../support/tenants';
import { startDelivery } from '../support/tools';
import { axeFinds, complaintsOf, overflow, picture } from './chromium';
import { signingIn } from './staff';
import type { Scene } from './visits';
import type { Page } from 'playwright-core';

const TEXTS = {
  en: {
    title: 'Webhooks',
    off: /Set DELIVERY_URL of the gateway/,
    none: 'No endpoint yet. Add the first one.',
    add: 'Add an endpoint',
    addDo: 'Add',
    name: 'Name',
    tenant: 'Tenant',
    secret: 'Signing secret',
    hide: 'I have copied it',
    works: 'Works',
    held: '1 tenant is held',
    test: 'Send a test',
    accepted: /The endpoint accepted the test: 204/,
    refused: /The endpoint did not accept the test: it answered 410/,
    heldFor: /^Held since .*: it answered 410$/,
    retry: 'Try again',
    retried: '1 tenant is tried again now.',
    noneWaits: 'No tenant waits: everything was accepted.',
    answered: 'Accepted: 204',
    replay: 'Send again from a position',
    replayTenant: 'Id of the tenant',
    replayDo: 'Send again',
    replayed: /is sent again from position 1\.$/,
    failedOnly: 'Only those that failed',
    pause: 'Pause',
    paused: /is paused\./,
    remove: 'Delete',
    unknown: 'This does not exist, or you do not have access to it.',
    away: 'Part of the service is not responding at the moment. Nothing is lost; try again in a moment.',
    ended: 'Your session has ended',
  },
  fr: {
    title: 'Webhooks',
    off: /Donnez à DELIVERY_URL de la passerelle/,
    none: 'Aucun point de réception. Ajoutez le premier.',
    add: 'Ajouter un point de réception',
    addDo: 'Ajouter',
    name: 'Nom',
    tenant: 'Locataire',
    secret: 'Secret de signature',
    hide: 'Je l’ai copié',
    works: 'Fonctionne',
    held: '1 locataire est retenu',
    test: 'Envoyer un essai',
    accepted: /Le destinataire a accepté l’essai.:.204/,
    refused: /Le destinataire n’a pas accepté l’essai.:.réponse 410/,
    heldFor: /^Retenu depuis .*:.réponse 410$/,
    retry: 'Réessayer',
    retried: '1 locataire est réessayé maintenant.',
    noneWaits: /Aucun locataire n’attend/,
    answered: /^Accepté.: 204$/,
    replay: 'Renvoyer à partir d’une position',
    replayTenant: 'Identifiant du locataire',
    replayDo: 'Renvoyer',
    replayed: /est renvoyé à partir de la position 1\.$/,
    failedOnly: 'Seulement ceux qui ont échoué',
    pause: 'Mettre en pause',
    paused: /est en pause\./,
    remove: 'Supprimer',
    unknown: 'Cela n’existe pas, ou vous n’y avez pas accès.',
    away: /Une partie du service ne répond pas pour le moment/,
    ended: 'Votre session a expiré',
  },
} as const;

const USER = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  displayName: 'L',
  active: true,
};

/** The page about what the events are posted to. */
export const webhooks = (the: () => Scene): void =>
  describe('the webhooks', () => {
    const signIn = signingIn(the);
    const received: { tenant?: string; position?: number }[] = [];
    let status = 204;
    let receiver: Server;
    let delivery: Awaited<ReturnType<typeof startDelivery>> | undefined;
    let tenant: Tenant;
    const url = (path = ''): string =>
      `${new URL(the().stack.scim[0]).origin}/console/webhooks${path}`;
    const configure = async (DELIVERY_URL: string | undefined): Promise<void> => {
      const { stack } = the();
      await stack.stopPart('gateway');
      stack.configure('gateway', { DELIVERY_URL });
      await stack.start('gateway');
    };
    beforeAll(async () => {
      receiver = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          if (status === 204) received.push(JSON.parse(body) as object);
          response.writeHead(status).end(status === 204 ? undefined : 'this receiver is gone');
        });
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      receiver.closeAllConnections();
      receiver.close();
      await delivery?.process.stop();
      await configure(undefined);
    });
    const looks = async (page: Page, name: string): Promise<void> => {
      expect({ name, finds: await axeFinds(page) }).toEqual({ name, finds: [] });
      expect({ name, over: await overflow(page) }).toEqual({ name, over: 0 });
      await picture(page, name);
    };
    const join = (userName: string) =>
      tenant.client.post('/Users', { ...USER, userName, externalId: userName });

    it.each(['en', 'fr'] as const)(
      'say what to set where there is no event-delivery, %s',
      async (language) => {
        const page = await signIn('staff', { language });
        await page.goto(url());
        await page.getByText(TEXTS[language].off).waitFor();
        expect(await page.getByRole('button', { name: TEXTS[language].add }).count()).toBe(0);
        await looks(page, `webhooks-off-${language}`);
        await page.context().close();
      },
    );

    it.each(['en', 'fr'] as const)(
      'are added, tested, tried again, sent again, paused and deleted, %s',
      async (language) => {
        const { stack } = the();
        const texts = TEXTS[language];
        if (!delivery) {
          delivery = await startDelivery({
            engines: { env: { ...stack.reach, DATABASE_URL: stack.databaseUrl } as never },
            dir: stack.logs,
            installation: 'https://rollcall.test',
            serviceKey: stack.keys.operator,
            keys: [],
            env: { SEALING_KEYS: 'k1:a-secret-of-this-suite', WEBHOOKS_ANYWHERE: 'true' },
          });
          await configure(delivery.internalBaseUrl);
        }
        tenant = await newTenant(stack);
        [status, received.length] = [204, 0];
        const name = `billing-${language}`;
        const page = await signIn('staff', { language });
        const button = (text: string) => page.getByRole('button', { name: text, exact: true });
        await page.getByRole('link', { name: texts.title, exact: true }).click();
        await page.getByText(texts.none).waitFor();
        await looks(page, `webhooks-none-${language}`);

        await button(texts.add).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(texts.name, { exact: true }).fill(name);
        const { port } = receiver.address() as AddressInfo;
        await dialog.getByLabel('URL').fill(`http://127.0.0.1:${port}/`);
        await dialog.getByLabel(texts.tenant, { exact: true }).fill(tenant.id);
        await looks(page, `webhooks-new-${language}`);
        await dialog.getByRole('button', { name: texts.addDo, exact: true }).click();
        const secret = page.getByLabel(texts.secret, { exact: true });
        expect(await secret.inputValue()).toMatch(/^whsec_/);
        await looks(page, `webhooks-secret-${language}`);
        await button(texts.hide).click();
        await secret.waitFor({ state: 'detached' });
        await page
          .getByRole('row', { name: new RegExp(name) })
          .getByText(texts.works)
          .waitFor();

        // One that answers 410 is held at once.
        status = 410;
        await join('ada@example.com');
        const row = page.getByRole('row', { name: new RegExp(name) });
        await row.getByText(texts.held).waitFor({ timeout: 60_000 });
        await looks(page, `webhooks-${language}`);
        await page.getByRole('link', { name, exact: true }).click();
        await page.getByText(texts.heldFor).waitFor();
        await button(texts.test).click();
        await page.getByText(texts.refused).waitFor();
        await page.getByText('this receiver is gone').first().waitFor();
        await looks(page, `webhook-held-${language}`);

        status = 204;
        await button(texts.test).click();
        await page.getByText(texts.accepted).waitFor();
        await page.getByText(texts.retry, { exact: true }).click();
        await page.getByRole('status').getByText(texts.retried).waitFor();
        await page.getByText(texts.noneWaits).waitFor();
        await page.getByText(texts.answered).first().waitFor();
        const positions = () =>
          received.filter((one) => one.tenant === tenant.id).map(({ position }) => position);
        await eventually(
          () => Promise.resolve(positions()),
          (sent) => sent.length > 0,
        );
        await looks(page, `webhook-${language}`);

        const before = positions().length;
        await button(texts.replay).click();
        await dialog.getByLabel(texts.replayTenant).fill(tenant.id);
        await looks(page, `webhook-replay-${language}`);
        await dialog.getByRole('button', { name: texts.replayDo, exact: true }).click();
        await page.getByRole('status').getByText(texts.replayed).waitFor();
        await eventually(
          () => Promise.resolve(positions().slice(before)),
          (sent) => sent[0] === 1,
        );

        await page.getByText(texts.failedOnly).click();
        await page.waitForURL(/\?show=failed$/);
        await page.getByText(texts.answered).first().waitFor({ state: 'detached' });
        await page.getByText('this receiver is gone').first().waitFor();

        // Signed in again, they are on the page where they were.
        await page.context().clearCookies();
        await page.getByRole('heading', { name: texts.ended }).waitFor({ timeout: 30_000 });
        await page.getByRole('link', { name: /Test login/ }).click();
        if (
          await page
            .locator('input[name=login]')
            .isVisible()
            .catch(() => false)
        ) {
          await page.locator('input[name=login]').fill('staff');
          await page.locator('input[name=password]').fill('any');
          await page.locator('button[type=submit]').click();
        }
        await page.waitForURL(url(`/${name}?show=failed`));
        await page.getByText('this receiver is gone').first().waitFor();

        await button(texts.pause).click();
        await page.getByRole('status').getByText(texts.paused).waitFor();
        await button(texts.remove).click();
        await page
          .getByRole('alertdialog')
          .getByRole('button', { name: texts.remove, exact: true })
          .click();
        await page.waitForURL(url());
        await page.getByText(texts.none).waitFor();
        expect(complaintsOf(page)).toEqual([]);
        await page.context().close();
      },
    );

    it.each(['en', 'fr'] as const)(
      'say what is not there, and when event-delivery is away, %s',
      async (language) => {
        const texts = TEXTS[language];
        const page = await signIn('staff', { language, width: 'least' });
        await page.goto(url('/never'));
        await page.getByText(texts.unknown).waitFor();
        await looks(page, `webhook-unknown-${language}`);
        await delivery?.process.stop();
        await page.goto(url());
        await page.getByText(texts.away).waitFor();
        await looks(page, `webhooks-away-${language}`);
        await delivery?.process.start();
        await page.getByRole('button', { name: texts.add, exact: true }).waitFor();
        await page.context().close();
      },
    );
  });
