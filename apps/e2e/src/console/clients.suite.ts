import { eventually } from '@rollcall/testing';
import type { Page } from 'playwright-core';
import { axeFinds, overflow, picture, type Eyes } from './chromium';
import { bodyOf, Client, type Body } from '../support/client';
import { accessToken, newClient, requestToken } from '../support/oauth';
import { adminOf, newTenant } from '../support/tenants';
import { administratorOf, type Scene } from './visits';

const ENDPOINT = '/oauth2/token';

/** OAuth clients on the page of tokens: apart from what is pasted, and with the same care. */
export const clients = (the: () => Scene): void =>
  describe('OAuth clients', () => {
    const set = async (eyes: Eyes = {}) => {
      const tenant = await newTenant(the().stack);
      const page = await administratorOf(the(), tenant.id, eyes);
      const name = eyes.language === 'fr' ? 'Jetons' : 'Tokens';
      await page.getByRole('link', { name, exact: true }).click();
      await page.locator('main .table').waitFor();
      return { tenant, page };
    };
    const isClean = async (page: Page, name: string): Promise<void> => {
      expect({ name, finds: await axeFinds(page) }).toEqual({ name, finds: [] });
      expect({ name, over: await overflow(page) }).toEqual({ name, over: 0 });
      await picture(page, name);
    };
    const field = (page: Page, label: string): Promise<string> =>
      page.getByLabel(label, { exact: true }).first().inputValue();
    const generate = (page: Page) =>
      page.getByRole('dialog').getByRole('button', { name: 'Generate', exact: true }).click();

    it('are made with all that a provider wants; the secret is shown once and can be put away', async () => {
      const { page, tenant } = await set();
      const { stack } = the();
      await page.getByRole('button', { name: 'New client' }).click();
      await page.getByRole('dialog').getByText('2 years', { exact: true }).click();
      await page.getByText('Restrict what it may do (optional)').click();
      await page.getByLabel('Networks from which it may be used').fill('127.0.0.1, example.com');
      await page.getByText('Not a network, or more than ten: example.com').waitFor();
      await isClean(page, 'client-new');
      await page.getByLabel('Networks from which it may be used').fill('127.0.0.1, ::1');
      await page.getByText('Users only: no groups').click();
      await generate(page);
      const secret = await field(page, 'Client secret');
      const clientId = await field(page, 'Client ID');
      expect(await field(page, 'Token endpoint')).toBe(
        String(stack.scim[0]).replace('/scim/v2', ENDPOINT),
      );
      expect(await field(page, 'SCIM endpoint')).toBe(stack.scim[0]);
      expect(await field(page, 'Scope')).toBe('scim');
      await isClean(page, 'client-secret');
      const token = await accessToken(stack, { clientId, secret });
      expect((await new Client(stack.scim[0], token).get('/Users')).status).toBe(200);
      expect((await new Client(stack.scim[0], token).get('/Groups')).status).toBe(403);
      await page.getByText('users only · only from 127.0.0.1/32, ::1/128').waitFor();

      // The table of tokens has the pasted one alone.
      const pasted = page.getByRole('table', { name: 'Tokens', exact: true });
      expect(await pasted.getByRole('row').count()).toBe(2);
      await page.getByRole('button', { name: 'I have copied it' }).click();
      await page.getByLabel('Client secret', { exact: true }).waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain(secret);
      expect(tenant.id).toBeTruthy();
      await page.context().close();
    });

    it('get a second secret; the old one goes when the new one was used, its tokens with it', async () => {
      const { page, tenant } = await set();
      const { stack } = the();
      const first = await newClient(stack, tenant.id, { label: 'Entra' });
      const old = await accessToken(stack, first);
      await page.getByRole('button', { name: 'New secret for “Entra”' }).click();
      await page.getByLabel('Label').fill('Entra, second');
      await generate(page);
      const secret = await field(page, 'Client secret');
      await page.getByText('keep: the new one was not used yet').waitFor();
      await accessToken(stack, { clientId: first.clientId, secret });
      await page.getByText('keep: used within the last hour').waitFor();
      await isClean(page, 'client-rotation');
      await page.getByRole('button', { name: 'Revoke the secret Entra', exact: true }).click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByText('Still in use').waitFor();
      await isClean(page, 'client-revoke');
      await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
      await page.getByText('“Entra” is revoked.').waitFor();
      await eventually(async () =>
        expect((await new Client(stack.scim[0], old).get('/Users')).status).toBe(401),
      );
      // Of the client that is left, everything.
      await page.getByRole('button', { name: /^Revoke the client/ }).click();
      await dialog.getByRole('button', { name: 'Revoke the client' }).click();
      await page.getByLabel('Client secret', { exact: true }).waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain(secret);
      const answer = await requestToken(stack, {
        grant_type: 'client_credentials',
        client_id: first.clientId,
        client_secret: secret,
      });
      expect(answer.status).toBe(401);
      await page.context().close();
    });

    it('are warned of, and the warning leads to a new secret', async () => {
      const { page, tenant } = await set();
      await newClient(the().stack, tenant.id, { label: 'Soon', expiresInDays: 9 });
      await page.reload();
      await page.getByRole('link', { name: 'Rotate it now, without an outage' }).click();
      await page.getByRole('dialog').getByText('New secret for “Soon”').waitFor();
      await generate(page);
      // Its address is that of the page again, and the secret is still there.
      await page.waitForURL(/\/tokens$/);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByLabel('Client secret', { exact: true }).waitFor();
      const { clients: made } = bodyOf(
        await adminOf(the().stack).get(`/tenants/${tenant.id}/clients`),
      );
      const [only, ...others] = made as readonly Body[];
      expect([others, (only?.['secrets'] as readonly Body[]).length]).toEqual([[], 2]);
      await page.context().close();
    });

    it.each([
      { language: 'fr', theme: 'dark', width: 'least' },
      { language: 'en', theme: 'dark', width: 'narrow' },
    ] as const)('fit a small screen: %j', async (eyes) => {
      const { page, tenant } = await set(eyes);
      const restricted = { networks: ['203.0.113.0/24', '2001:db8:1::/48'], readOnly: true };
      await newClient(the().stack, tenant.id, { label: 'Entra', constraints: restricted });
      await page.reload();
      const heading = page.getByRole('heading', { name: 'Entra' });
      await heading.waitFor();
      await page.locator('.client .fold summary').click();
      await isClean(page, `clients-${eyes.language}-${eyes.width}`);
      await page.context().close();
    });
  });
