import { visit } from './chromium';
import { bodyOf, idOf, strictUser } from '../support/client';
import { administratorOf, to, unconnected, type Scene } from './visits';
import { inLog } from '../support/records';
import { ScriptedProvider } from './scripted-provider';
import { eventually } from '../audit/settled';
import { adminOf, issueToken, newLink, newTenant } from '../support/tenants';

const OPEN = { name: 'Open the console' };

export const refusing = (the: () => Scene): void =>
  describe('what an administrator reads', () => {
    const opened = async (url: string) => {
      const page = await visit(the().browser);
      await page.goto(url);
      await page.getByRole('button', OPEN).click();
      return page;
    };

    it('a link opens once; the second time it says so and opens nothing', async () => {
      const { stack } = the();
      const { url } = await newLink(stack, await unconnected(stack, 'Once'));
      await (await opened(url)).getByRole('heading', { name: 'Set up', exact: true }).waitFor();
      const second = await opened(url);
      await second.getByText('This link was already used').waitFor();
      await second.getByText('Ask the person who sent it to you').waitFor();
    });

    it('an expired link says that it has expired', async () => {
      const { stack } = the();
      const { id, url } = await newLink(stack, await unconnected(stack, 'Late'));
      await inLog(
        stack,
        `update setup_links set expires_at = now() - interval '1 hour' where link_id = $1`,
        [id],
      );
      await (await opened(url)).getByText('This link has expired.').waitFor();
    });

    it('a link that was cut off says so without a question to the server', async () => {
      const { stack, browser } = the();
      const { url } = await newLink(stack, await unconnected(stack, 'Cut'));
      const page = await visit(browser);
      await page.goto(url.slice(0, url.indexOf('#')));
      await page.getByText('The link is incomplete').waitFor();
      const wrong = await opened(`${url.slice(0, -4)}aaaa`);
      await wrong.getByText('This link does not work').waitFor();
    });

    it('another tenant’s console does not exist for them', async () => {
      const { stack } = the();
      const other = await unconnected(stack, 'Other');
      const page = await administratorOf(the(), await unconnected(stack, 'Mine'));
      for (const screen of ['connect', 'users', 'requests', 'tokens']) {
        await to(page, other, screen);
        await page.getByText('This does not exist, or you do not have access to it.').waitFor();
      }
    });

    it('the kind of a wrong token is named: cut, another tenant’s, revoked', async () => {
      const { stack } = the();
      const stranger = await newTenant(stack);
      const tenantId = await unconnected(stack, 'Wrong token');
      const own = await issueToken(stack, tenantId);
      const page = await administratorOf(the(), tenantId);
      await page.getByRole('button', { name: /Test the connection \(/ }).click();
      const test = async (token: string, words: string): Promise<void> => {
        await page.getByLabel('Token to test').fill(token);
        await page.getByRole('button', { name: /^Test (the connection|again)$/ }).click();
        await page.locator('.notice-bad').getByText(words).waitFor();
      };
      await test(own.token.slice(0, -3), 'This is not a token');
      await test(stranger.token, 'This token belongs to another organisation');
      await adminOf(stack).delete(`/tenants/${tenantId}/tokens/${own.id}`);
      await test(own.token, 'This token was revoked');
    });

    it('provisioning that was switched off is said where it is looked for', async () => {
      const { stack } = the();
      const tenant = await newTenant(stack);
      const provider = new ScriptedProvider(stack.scim[0], tenant.token);
      const page = await administratorOf(the(), tenant.id);
      await page.getByRole('link', { name: 'Settings', exact: true }).click();
      await page.getByRole('button', { name: /Switch SCIM provisioning on \(done\)/ }).click();
      await page.getByText('SCIM provisioning', { exact: true }).click();
      await page.getByRole('button', { name: 'Switch off', exact: true }).click();
      await page.getByText('When you switch it on, it takes effect at once.').waitFor();
      expect((await provider.attempt('late@acme.example')).status).toBe(403);
      await page.getByRole('link', { name: 'Requests', exact: true }).click();
      await page.getByRole('link', { name: 'POST /Users' }).first().click();
      await page.getByText('Provisioning is switched off', { exact: true }).waitFor();
      await page.getByText('Switch provisioning on in the console').waitFor();
    });

    it.each([
      [
        'en',
        'person could not be switched off',
        'Show the request',
        'A person was not switched off',
      ],
      [
        'fr',
        'personne n’a pas pu être désactivée',
        'Afficher la requête',
        'Une personne n’a pas été désactivée',
      ],
    ] as const)(
      'a person who could not be switched off is said on every screen, in %s, until they are',
      async (language, words, show, what) => {
        const { stack } = the();
        const tenant = await newTenant(stack);
        const id = idOf(await tenant.client.post('/Users', strictUser('leaver@acme.example')));
        const title = { op: 'replace', path: 'title', value: 'x' };
        const off = { op: 'Replace', path: 'active', value: 'False' };
        expect((await tenant.client.patch(`/Users/${id}`, [title, off])).status).toBe(400);
        await eventually(
          async () =>
            bodyOf(await adminOf(stack).get(`/tenants/${tenant.id}/switch-offs`))['total'],
          (total) => total === 1,
        );
        const page = await administratorOf(the(), tenant.id, { language });
        for (const screen of ['users', 'tokens', 'requests']) {
          await to(page, tenant.id, screen);
          await page.getByText(`1 ${words}`).waitFor();
          await page.getByRole('link', { name: 'leaver@acme.example' }).first().waitFor();
        }
        await page.getByRole('link', { name: show }).click();
        await page.getByText(what).first().waitFor();
        expect((await tenant.client.patch(`/Users/${id}`, [off])).status).toBe(200);
        await to(page, tenant.id, 'tokens');
        await page.getByText(words).waitFor({ state: 'hidden' });
      },
    );

    it('a viewer sees everything and changes nothing', async () => {
      const { stack } = the();
      const tenant = await newTenant(stack);
      const page = await administratorOf(the(), tenant.id, { role: 'viewer' });
      await page
        .getByText('You can see everything here, but you cannot change anything.')
        .waitFor();
      await page.getByRole('link', { name: 'Tokens', exact: true }).click();
      await page.getByRole('cell', { name: 'Active' }).waitFor();
      expect(await page.getByRole('button', { name: 'New token' }).isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: /Revoke/ }).count()).toBe(0);
    });
  });
