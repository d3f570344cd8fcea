import { eventually } from '@rollcall/testing';
import type { Page } from 'playwright-core';
import { picture } from './chromium';
import { administratorOf, type Scene } from './console-visits';
import { ScriptedProvider } from './scripted-provider';
import { newTenant } from './tenants';

export const rotating = (the: () => Scene): void =>
  describe('tokens', () => {
    const set = async () => {
      const { stack } = the();
      const tenant = await newTenant(stack);
      const provider = new ScriptedProvider(stack.scim[0], tenant.token);
      const page = await administratorOf(the(), tenant.id);
      await page.getByRole('link', { name: 'Tokens', exact: true }).click();
      return { tenant, provider, page };
    };
    const secretOf = (page: Page): Promise<string> =>
      page.getByLabel('Access token', { exact: true }).inputValue();

    const rotate = async (page: Page): Promise<ScriptedProvider> => {
      await page.getByRole('button', { name: /^Rotate the token/ }).click();
      await page.getByRole('button', { name: 'Generate the second token' }).click();
      return new ScriptedProvider(the().stack.scim[0], await secretOf(page));
    };
    const finish = (page: Page) => page.getByRole('button', { name: 'Revoke the old token' });

    it('a new one is made, and revoked after it was said that something uses it', async () => {
      const { page } = await set();
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByLabel('Label').fill('Second window');
      await page.getByText('30 days', { exact: true }).click();
      await page.getByRole('button', { name: 'Generate', exact: true }).click();
      const { stack } = the();
      const user = new ScriptedProvider(stack.scim[0], await secretOf(page));
      expect((await user.test()).status).toBe(200);
      await page.getByRole('row', { name: /Second window.*1 request/ }).waitFor();
      await page.getByRole('button', { name: 'Revoke the token Second window' }).click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByText('Still in use').waitFor();
      await dialog.getByText('1 request was made with it.').waitFor();
      await picture(page, 'revoke', false);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      expect((await user.test()).status).toBe(200);
      await page.getByRole('button', { name: 'Revoke the token Second window' }).click();
      await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
      await page.getByRole('row', { name: /Second window.*Revoked/ }).waitFor();
      await eventually(async () => expect((await user.test()).status).toBe(401));
    });

    it('is rotated with proof: the old one goes only when the new one was seen and it is quiet', async () => {
      const { page, provider } = await set();
      const fresh = await rotate(page);
      await page.getByText('The new token has not been seen yet').waitFor();
      expect(await finish(page).isDisabled()).toBe(true);
      expect((await fresh.test()).status).toBe(200);
      await page.getByText('Safe to revoke').waitFor();
      await picture(page, 'rotation');
      await finish(page).click();
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: 'Revoke the old token' })
        .click();
      await page.getByText('A rotation is under way').waitFor({ state: 'detached' });
      await eventually(async () => expect((await provider.test()).status).toBe(401));
      expect((await fresh.test()).status).toBe(200);
    });

    it('is not revoked while it is used; a rotation can be cancelled, and the old one goes on', async () => {
      const { page, provider } = await set();
      const fresh = await rotate(page);
      expect((await provider.test()).status).toBe(200);
      expect((await fresh.test()).status).toBe(200);
      await page.getByText('The old token is still used').waitFor();
      expect(await finish(page).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Cancel the rotation' }).click();
      await page.getByRole('button', { name: 'Revoke the new token' }).click();
      await page.getByText('A rotation is under way').waitFor({ state: 'detached' });
      await eventually(async () => expect((await fresh.test()).status).toBe(401));
      expect((await provider.test()).status).toBe(200);
    });
  });
