import { eventually } from '@rollcall/testing';
import type { Page } from 'playwright-core';
import { axeFinds, complaintsOf, overflow, picture, type Eyes } from './chromium';
import { bodyOf } from '../support/client';
import { accessToken } from '../support/oauth';
import { adminOf } from '../support/tenants';
import { ScriptedProvider } from './scripted-provider';
import { administratorOf, unconnected, WORDS, type Scene } from './visits';

const words = WORDS.en;

/** Setting up with OAuth client credentials: what is asked, made, tested and shown follows the way. */
export const ways = (the: () => Scene): void =>
  describe('the way in which a provider proves who it is', () => {
    const isClean = async (page: Page, name: string): Promise<void> => {
      expect({ name, finds: await axeFinds(page) }).toEqual({ name, finds: [] });
      expect({ name, over: await overflow(page) }).toEqual({ name, over: 0 });
      await picture(page, name);
    };
    const goOn = (page: Page): Promise<void> =>
      page.getByRole('button', { name: words.next, exact: true }).click();
    /** What is to be copied; the test has fields of the same names. */
    const field = (page: Page, label: string): Promise<string> =>
      page.locator('.copy').getByLabel(label, { exact: true }).first().inputValue();
    const begun = async (eyes: Eyes = {}) => {
      const tenantId = await unconnected(the().stack, 'Acme');
      const page = await administratorOf(the(), tenantId, eyes);
      return { tenantId, page };
    };

    it('is client credentials for Entra: made, tested at the token endpoint, used, and named', async () => {
      const { stack } = the();
      const { tenantId, page } = await begun();
      await page.getByText(words.scim, { exact: true }).click();
      await goOn(page);
      await page.getByText('Microsoft Entra ID', { exact: true }).first().click();
      await page.getByText('OAuth client credentials (recommended)', { exact: true }).waitFor();
      await isClean(page, 'ways-entra');
      await goOn(page);
      await page.getByRole('button', { name: words.copyUrl }).click();
      await goOn(page);
      await page.getByText('2 years', { exact: true }).click();
      await goOn(page);
      await page.getByRole('button', { name: 'Create the client' }).click();
      await page.getByText('Copy this client secret now: it is shown only once').waitFor();
      const secret = await field(page, 'Client secret');
      const clientId = await field(page, 'Client ID');
      await isClean(page, 'ways-client');
      const provider = async () =>
        new ScriptedProvider(stack.scim[0], await accessToken(stack, { clientId, secret }));
      await goOn(page);

      // A wrong secret is named; the right one goes the whole way.
      await page.getByLabel('Client secret', { exact: true }).last().fill('rc_wrong');
      await page.getByRole('button', { name: words.steps.test, exact: true }).click();
      await page.getByText('The client or its secret is not accepted').waitFor();
      await isClean(page, 'ways-refused');
      await page.getByLabel('Client secret', { exact: true }).last().fill(secret);
      await page.getByRole('button', { name: 'Test again' }).click();
      await page.getByText(words.tested).waitFor({ timeout: 60_000 });
      await page.getByText('Get an access token', { exact: true }).waitFor();
      expect(await page.locator('.leg-passed').count()).toBe(11);
      await isClean(page, 'ways-tested');
      await goOn(page);

      const guide = page.locator('.side-by-side .guide');
      while ((await guide.locator('.paste').count()) === 0)
        await page.getByRole('button', { name: words.nextPart }).click();
      const boxes = await guide.locator('.paste input').all();
      expect(await Promise.all(boxes.map((one) => one.inputValue()))).toEqual([
        'OAuth2 client credentials grant',
        stack.scim[0],
        String(stack.scim[0]).replace('/scim/v2', '/oauth2/token'),
        clientId,
        secret,
      ]);
      await isClean(page, 'ways-guide');
      await goOn(page);
      await page.getByRole('button', { name: words.save }).click();
      await page.getByRole('heading', { name: words.status, level: 1 }).waitFor();
      expect(await field(page, 'Client secret')).toBe(secret);
      await (await provider()).provision('ada@acme.example', 'Ada');
      await page.getByText(words.works).waitFor();
      await page.getByText('(OAuth client credentials)').waitFor();
      await isClean(page, 'ways-status');
      expect(bodyOf(await adminOf(stack).get(`/tenants/${tenantId}/status`))).toMatchObject({
        credential: { clientId },
      });
      // Revoked elsewhere: the page does not keep it to be pasted by mistake.
      await adminOf(stack).delete(`/tenants/${tenantId}/clients/${clientId}`);
      await page.getByRole('link', { name: 'Settings', exact: true }).click();
      await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
      await eventually(async () => expect(await page.content()).not.toContain(secret));
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('is a pasted token where a provider has nothing else, and is said so', async () => {
      const { page } = await begun({ width: 'least', theme: 'dark' });
      await page.getByRole('button', { name: /^Choose your identity provider/ }).click();
      await page.getByText('Okta', { exact: true }).first().click();
      await page.getByText('Okta signs in with a token that you paste there.').waitFor();
      expect(await page.getByText('OAuth client credentials').count()).toBe(0);
      await isClean(page, 'ways-okta-least');
      await page.getByText('PingOne', { exact: true }).first().click();
      await page.getByText('OAuth client credentials (recommended)').waitFor();
      await isClean(page, 'ways-pingone-least');
      await page.context().close();
    });
  });
