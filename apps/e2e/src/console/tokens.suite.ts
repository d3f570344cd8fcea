import { eventually } from '@rollcall/testing';
import type { Page } from 'playwright-core';
import { axeFinds, overflow, picture, type Eyes } from './chromium';
import { bodyOf } from '../support/client';
import { administratorOf, type Scene } from './visits';
import { ScriptedProvider } from './scripted-provider';
import { adminOf, issueToken, newTenant } from '../support/tenants';

export const rotating = (the: () => Scene): void =>
  describe('tokens', () => {
    const set = async (eyes: Eyes = {}) => {
      const { stack } = the();
      const tenant = await newTenant(stack);
      const provider = new ScriptedProvider(stack.scim[0], tenant.token);
      const page = await administratorOf(the(), tenant.id, eyes);
      const received: [number, string][] = [];
      page.on('response', (answer) => received.push([answer.status(), answer.url()]));
      const name = eyes.language === 'fr' ? 'Jetons' : 'Tokens';
      await page.getByRole('link', { name, exact: true }).click();
      await page.locator('main .table').waitFor();
      /** Statuses of the requests to this path. */
      const answers = (path: string): readonly number[] =>
        received.filter(([, url]) => url.endsWith(path)).map(([status]) => status);
      return { tenant, provider, page, answers };
    };
    const isClean = async (page: Page, name: string): Promise<void> => {
      expect({ name, finds: await axeFinds(page) }).toEqual({ name, finds: [] });
      expect({ name, over: await overflow(page) }).toEqual({ name, over: 0 });
      await picture(page, name);
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

    it('has labels that differ by themselves, and a secret that can be put away', async () => {
      const { page } = await set();
      const make = async (): Promise<string> => {
        await page.getByRole('button', { name: 'New token' }).click();
        const label = await page.getByLabel('Label').inputValue();
        await page.getByRole('button', { name: 'Generate', exact: true }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        return label;
      };
      const first = await make();
      expect(first).toMatch(/^SCIM, \d+ \w+ \d{4}$/);
      await secretOf(page);
      await page.getByRole('button', { name: 'I have copied it' }).click();
      await page.getByLabel('Access token', { exact: true }).waitFor({ state: 'detached' });
      await page.locator('main h1:focus').waitFor();
      const second = await make();
      expect(second).toBe(`${first} (2)`);
      await secretOf(page);
      await page.getByRole('button', { name: `Revoke the token ${second}` }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
      await page.getByText(`“${second}” is revoked.`).waitFor();
      await page.getByLabel('Access token', { exact: true }).waitFor({ state: 'detached' });
      expect(await page.content()).not.toMatch(/rc_[0-9A-Za-z]{16}_/);
      await page.context().close();
    });

    it.each([
      [
        'en',
        'wide',
        /Safe at \d\d:\d\d if no more requests use the old token/,
        'Old token',
        'New token',
      ],
      [
        'fr',
        'narrow',
        /Sans risque à \d\d:\d\d si plus aucune requête n’utilise/,
        'Ancien jeton',
        'Nouveau jeton',
      ],
    ] as const)(
      'says of a rotation which is which and when it is safe, and asks for none while none runs, in %s',
      async (language, width, safe, old, fresh) => {
        const { page, tenant, provider, answers } = await set({ language, width });
        await page.waitForTimeout(2_500);
        expect(answers('/rotation')).toEqual([]);
        const path = `/tenants/${tenant.id}/rotation`;
        const body = { tokenId: tenant.tokenId, label: 'The second' };
        const json = { 'content-type': 'application/json' };
        const begun = await adminOf(the().stack).send('POST', path, body, json);
        const second = new ScriptedProvider(the().stack.scim[0], String(bodyOf(begun)['token']));
        await provider.test();
        await second.test();
        await page.getByText(safe).waitFor();
        for (const role of [old, fresh])
          await page.getByRole('cell').getByText(role, { exact: true }).waitFor();
        await isClean(page, `rotation-${language}-${width}`);
        expect(answers('/rotation').filter((status) => status !== 200)).toEqual([]);
        const log = page.getByRole('link', { name: language === 'en' ? 'Requests' : 'Requêtes' });
        await log.first().click();
        await page.locator('.request-link').first().click();
        await page
          .getByText(new RegExp(`^(${old}|${fresh})$`))
          .first()
          .waitFor();
        await isClean(page, `rotation-log-${language}-${width}`);
        await page.context().close();
      },
    );

    it('can be revoked in the table during a rotation, either of the two, and its end is said', async () => {
      const { page, provider } = await set();
      const fresh = await rotate(page);
      const role = (name: string) => page.getByRole('row').filter({ hasText: name });
      const revoke = async (name: string): Promise<void> => {
        await role(name)
          .getByRole('button', { name: /^Revoke the token/ })
          .click();
      };
      const dialog = page.getByRole('alertdialog');
      await page.getByText('A rotation is under way').waitFor();
      expect(await page.getByRole('button', { name: /^Rotate the token/ }).count()).toBe(0);
      await revoke('New token');
      await dialog.getByText('The rotation ends.').waitFor();
      await isClean(page, 'rotation-cancel');
      await dialog.getByRole('button', { name: 'Revoke the new token' }).click();
      await page
        .getByRole('status')
        .getByText(/The rotation has ended: “SCIM.*” no longer works/)
        .waitFor();
      await page.getByLabel('Access token', { exact: true }).waitFor({ state: 'detached' });
      await eventually(async () => expect((await fresh.test()).status).toBe(401));

      const second = await rotate(page);
      expect((await provider.test()).status).toBe(200);
      await page.getByText('The new token has not been seen yet').waitFor();
      await revoke('Old token');
      await dialog.getByText('The new token has not been seen yet').waitFor();
      expect(await dialog.getByText('choose Rotate').count()).toBe(0);
      await isClean(page, 'rotation-anyway');
      await dialog.getByRole('button', { name: 'Revoke it anyway' }).click();
      await page.getByRole('status').getByText('is the token in use.').waitFor();
      await page.getByText('A rotation is under way').waitFor({ state: 'detached' });
      await eventually(async () => expect((await provider.test()).status).toBe(401));
      expect((await second.test()).status).toBe(200);
      await page.context().close();
    });

    it('that ends soon is rotated from its warning, on Tokens itself and on every screen', async () => {
      const { stack } = the();
      const { page, tenant } = await set();
      await issueToken(stack, tenant.id, { label: 'Soon', expiresInDays: 9 });
      await page.reload();
      const link = page.getByRole('link', { name: 'Rotate it now, without an outage' });
      const dialog = page.getByRole('dialog');
      const title = dialog.getByRole('heading', { name: 'Rotate the token “Soon”' });
      await link.click();
      await title.waitFor();
      await isClean(page, 'rotate-from-warning');
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await title.waitFor({ state: 'detached' });
      await link.click();
      await title.waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Users', exact: true }).click();
      await page.getByRole('heading', { name: 'Users', exact: true }).waitFor();
      await link.click();
      await title.waitFor();
      await dialog.getByRole('button', { name: 'Generate the second token' }).click();
      await page.getByText('A rotation is under way').waitFor();
      // Its address is that of the page again, and the secret is still there.
      await page.waitForURL(/\/tokens$/);
      await title.waitFor({ state: 'detached' });
      await page.getByText('Copy this token now: it is shown only once').waitFor();
      await page.context().close();
    });

    it.each([
      ['Europe/Paris', '2027-01-15', '2027-01-15T22:59:59.000Z', '15 January 2027'],
      ['Europe/Paris', '2027-06-15', '2027-06-15T21:59:59.000Z', '15 June 2027'],
      ['America/Los_Angeles', '2027-01-15', '2027-01-16T07:59:59.000Z', '15 January 2027'],
      ['Pacific/Auckland', '2027-01-15', '2027-01-15T10:59:59.000Z', '15 January 2027'],
    ])('ends in %s with the day %s of the reader', async (zone, day, end, shown) => {
      const { page, tenant } = await set({ zone });
      await page.getByRole('button', { name: /^Rotate the token/ }).click();
      await page.getByText('On a date', { exact: true }).click();
      await page.getByLabel('Last day').fill(day);
      await page.getByLabel('Label of the new token').fill('Dated');
      await page.getByLabel('End of the overlap').fill(day);
      await page.getByRole('button', { name: 'Generate the second token' }).click();
      await page.getByRole('row', { name: /Dated/ }).getByText(shown).waitFor();
      const api = adminOf(the().stack);
      const { tokens } = bodyOf(await api.get(`/tenants/${tenant.id}/tokens`));
      expect(tokens).toContainEqual(expect.objectContaining({ label: 'Dated', expiresAt: end }));
      expect(bodyOf(await api.get(`/tenants/${tenant.id}/rotation`))).toMatchObject({
        overlapUntil: end,
      });
      await page.getByText(/revoked automatically on 15 (Jan|Jun)/).waitFor();
      await page.context().close();
    });
  });
