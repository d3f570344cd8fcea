import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, overflow, picture, type Eyes } from './chromium';
import { bodyOf, Client } from '../support/client';
import { Issuer } from '../support/issuer';
import { newTrust, requestToken } from '../support/oauth';
import type { Stack } from '../support/stack';
import { adminOf } from '../support/tenants';
import { ScriptedProvider } from './scripted-provider';
import { administratorOf, connected, to, unconnected, WORDS, type Scene } from './visits';

const words = WORDS.en;
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const present = (stack: Stack, clientId: string, assertion: string): Promise<Response> =>
  requestToken(stack, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: TYPE,
    client_assertion: assertion,
  });

/** Trusts in the console: set up with one, corrected, tested, and looked after under Tokens. */
export const federating = (the: () => Scene): void =>
  describe('workload identity federation', () => {
    let issuer: Issuer;
    beforeAll(async () => {
      issuer = await Issuer.start();
    });
    afterAll(() => issuer?.stop());

    const isClean = async (page: Page, name: string): Promise<void> => {
      expect({ name, finds: await axeFinds(page) }).toEqual({ name, finds: [] });
      expect({ name, over: await overflow(page) }).toEqual({ name, over: 0 });
      await picture(page, name);
    };
    const goOn = (page: Page): Promise<void> =>
      page.getByRole('button', { name: words.next, exact: true }).click();
    const field = (page: Page, label: string): Promise<string> =>
      page.locator('.copy').getByLabel(label, { exact: true }).first().inputValue();
    const fill = (page: Page, label: string, text: string): Promise<void> =>
      page.getByLabel(label, { exact: true }).last().fill(text);

    const fillTrust = async (page: Page, label: string, subject: string): Promise<void> => {
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Label').fill(label);
      await dialog.getByLabel('Issuer', { exact: true }).fill(issuer.url);
      await dialog.getByLabel('Subject', { exact: true }).fill(subject);
      await dialog.getByLabel('Audiences', { exact: true }).fill('api://rollcall');
    };

    it('is set up without a secret: trusted, refused by name, corrected, accepted, used', async () => {
      const { stack } = the();
      const tenantId = await unconnected(stack, 'Acme');
      const page = await administratorOf(the(), tenantId);
      await page.getByText(words.scim, { exact: true }).click();
      await goOn(page);
      await page.getByText('Microsoft Entra ID', { exact: true }).first().click();
      await page.getByText('Workload identity federation', { exact: true }).click();
      await isClean(page, 'federation-way');
      await goOn(page);
      await page.getByRole('button', { name: words.copyUrl }).click();
      await goOn(page);

      // A trust does not expire: nothing asks when. What cannot be sent is said where it stands.
      expect(await page.getByRole('button', { name: words.steps.expiry }).count()).toBe(0);
      const create = page.getByRole('button', { name: 'Add the trust', exact: true });
      await fill(page, 'Directory (tenant) ID', '2f9f0000-0000-4000-8000-000000000001');
      await fill(page, 'Subject', 'two words');
      await page.getByText('Copy it without spaces: 1 to 500 characters.').waitFor();
      expect(await create.isDisabled()).toBe(true);
      await fill(page, 'Subject', 'another-app');
      await fill(page, 'Audiences', 'api://other, api://rollcall');
      await page.getByText('More values (optional)').click();
      await fill(page, 'Issuer', issuer.url);
      await isClean(page, 'federation-form');
      await create.click();
      await page.getByText('Enter these values at your identity provider.').waitFor();
      const clientId = await field(page, 'Client ID');
      await isClean(page, 'federation-made');
      await goOn(page);

      // The subject is wrong, and the page says so as soon as the provider tries.
      await page.getByText('Waiting for the first signature').waitFor();
      await isClean(page, 'federation-waiting');
      const tid = { tid: '2f9f0000-0000-4000-8000-000000000001' };
      expect((await present(stack, clientId, issuer.token(tid))).status).toBe(401);
      await page.getByText('The signed assertion does not match the trust').first().waitFor();

      await page.locator('.trust-facts').getByText('scim-app', { exact: true }).waitFor();
      await isClean(page, 'federation-refused');

      // Corrected: the client stays, and the trust that let nobody in goes.
      await page.getByRole('button', { name: /^Trust its signature/ }).click();
      await page.getByRole('button', { name: 'Correct the values' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Subject', { exact: true }).fill('scim-app');
      await isClean(page, 'federation-correct');
      await dialog.getByRole('button', { name: 'Add the trust' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page
        .getByRole('definition')
        .filter({ hasText: /^scim-app$/ })
        .first()
        .waitFor();
      expect(await field(page, 'Client ID')).toBe(clientId);
      const { trusts } = bodyOf(await adminOf(stack).get(`/tenants/${tenantId}/trusts`));
      expect(trusts).toMatchObject([{ clientId, subject: 'scim-app', directoryId: tid.tid }]);
      await goOn(page);

      expect((await present(stack, clientId, issuer.token(tid))).status).toBe(200);
      await page.getByText(/^A signature was accepted/).waitFor();
      await page.getByText('Run the whole test with an assertion').click();
      await fill(page, 'Client assertion', issuer.token({ ...tid, aud: 'api://stranger' }));
      await page.getByRole('button', { name: words.steps.test, exact: true }).click();
      await page.getByText('The assertion is not accepted').waitFor();
      await fill(page, 'Client assertion', issuer.token(tid));
      await page.getByRole('button', { name: 'Test again' }).click();
      await page.getByText(words.tested).waitFor({ timeout: 60_000 });
      expect(await page.locator('.leg-passed').count()).toBe(11);
      await isClean(page, 'federation-tested');
      await goOn(page);

      const guide = page.locator('.side-by-side .guide');
      while ((await guide.locator('.paste').count()) === 0)
        await page.getByRole('button', { name: words.nextPart }).click();
      const boxes = await guide.locator('.paste input').all();
      expect(await Promise.all(boxes.map((one) => one.inputValue()))).toEqual([
        'Workload identity federation',
        stack.scim[0],
        String(stack.scim[0]).replace('/scim/v2', '/oauth2/token'),
        clientId,
        'scim',
      ]);
      await goOn(page);
      await page.getByRole('button', { name: words.save }).click();
      await page.getByRole('heading', { name: words.status, level: 1 }).waitFor();
      const granted = await present(stack, clientId, issuer.token(tid));
      const { access_token: token } = (await granted.json()) as { access_token: string };
      await new ScriptedProvider(stack.scim[0], token).provision('ada@acme.example', 'Ada');
      await page.getByText(words.works).waitFor();
      await page.getByText('(Workload identity federation)').waitFor();
      await page.getByText('does not expire').waitFor();
      await isClean(page, 'federation-status');
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('has its trusts under Tokens: a second one, restricted, revoked with its access tokens', async () => {
      const { stack } = the();
      const { id: tenantId } = await connected(stack);
      const page = await administratorOf(the(), tenantId);
      await to(page, tenantId, 'tokens');
      await page.getByRole('button', { name: 'New trust' }).click();
      const dialog = page.getByRole('dialog');
      await fillTrust(page, 'Build farm', 'scim-app');
      await dialog.getByText('Restrict what it may do (optional)').click();
      await dialog.getByText('Users only: no groups').click();
      await isClean(page, 'trust-new');
      await dialog.getByRole('button', { name: 'Add the trust' }).click();
      await page.getByRole('heading', { name: 'Build farm' }).waitFor();
      await page.getByText('users only', { exact: true }).waitFor();
      const clientId = await field(page, 'Client ID');
      const answer = await present(stack, clientId, issuer.token());
      const { access_token: token } = (await answer.json()) as { access_token: string };
      const scim = new Client(stack.scim[0], token);
      expect((await scim.get('/Groups')).status).toBe(403);

      // A second one for the same client, which is restricted as the first one is.
      await page.getByRole('button', { name: 'Add a trust to “Build farm”' }).click();
      await fillTrust(page, 'Second', 'second-app');
      await dialog.getByRole('button', { name: 'Add the trust' }).click();
      await page.getByRole('button', { name: 'Revoke the trust Second' }).waitFor();
      expect(await page.getByText('users only', { exact: true }).count()).toBe(2);
      const second = await present(stack, clientId, issuer.token({ sub: 'second-app' }));
      expect(second.status).toBe(200);
      for (const summary of await page.getByText('What is compared').all()) await summary.click();
      await isClean(page, 'trusts');

      await page.getByRole('button', { name: 'Revoke the trust Build farm' }).click();
      const question = page.getByRole('alertdialog');
      await question.getByText('Still in use').waitFor();
      await isClean(page, 'trust-revoke');
      await question.getByRole('button', { name: 'Revoke', exact: true }).click();
      await page.getByText('“Build farm” is revoked.').waitFor();
      expect((await present(stack, clientId, issuer.token())).status).toBe(401);
      expect((await scim.get('/Users')).status).toBe(401);
      await page.context().close();
    });

    it('says which address of keys this installation does not call', async () => {
      const { stack } = the();
      const { id: tenantId } = await connected(stack);
      const page = await administratorOf(the(), tenantId);
      await to(page, tenantId, 'tokens');
      await page.getByRole('button', { name: 'New trust' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Issuer', { exact: true }).fill('https://user:pass@idp.example.com');
      await dialog.getByLabel('Subject', { exact: true }).fill('app');
      await dialog.getByLabel('Audiences', { exact: true }).fill('api://rollcall');
      await dialog.getByRole('button', { name: 'Add the trust' }).click();
      await dialog.getByText('The public keys cannot be read from this address.').waitFor();
      await page.context().close();
    });

    it.each<Eyes>([
      { language: 'fr', theme: 'dark', width: 'least' },
      { language: 'en', theme: 'dark', width: 'narrow' },
    ])('fits a small screen: %j', async (eyes) => {
      const { stack } = the();
      const { id: tenantId } = await connected(stack);
      await newTrust(stack, tenantId, {
        method: 'federation',
        label: 'Entra',
        issuer: 'https://login.microsoftonline.com/2f9f0000-0000-4000-8000-000000000001/v2.0',
        subject: '7c1b0000-0000-4000-8000-000000000002',
        audiences: ['api://7c1b0000-0000-4000-8000-000000000003'],
        constraints: { networks: ['203.0.113.0/24', '2001:db8:1::/48'], readOnly: true },
      });
      const page = await administratorOf(the(), tenantId, eyes);
      await to(page, tenantId, 'tokens');
      await page.getByRole('heading', { name: 'Entra' }).waitFor();
      for (const summary of await page.locator('.client .fold summary').all())
        await summary.click();
      await isClean(page, `trusts-${eyes.language}-${eyes.width}`);
      await page.context().close();
    });
  });
