import { picture } from './chromium';
import { administratorOf, to, type Scene } from './visits';
import { ScriptedProvider } from './scripted-provider';
import { newTenant } from '../support/tenants';

export const watching = (the: () => Scene): void =>
  describe('watching what the provider sends', () => {
    const set = async () => {
      const { stack } = the();
      const tenant = await newTenant(stack);
      const provider = new ScriptedProvider(stack.scim[0], tenant.token);
      const page = await administratorOf(the(), tenant.id);
      await page.getByRole('link', { name: 'Requests', exact: true }).click();
      return { tenant, provider, page };
    };

    it('a request appears by itself, and a refused attribute is explained with its mapping', async () => {
      const { provider, page } = await set();
      await page.getByText('No request matches.').waitFor();
      await provider.attempt('grace@acme.example', { phoneNumbers: [{ value: '+33 1 23' }] });
      const refused = page.getByRole('link', { name: 'POST /Users' });
      await refused.waitFor();
      await page.getByRole('cell', { name: '400', exact: true }).waitFor();
      await refused.click();
      await page.getByText('The attribute “phoneNumbers.value” is not accepted').waitFor();
      await page.getByText('remove the mapping of').waitFor();
      await page.getByText('The values that were sent are not stored.').waitFor();
      expect(await page.content()).not.toContain('+33 1 23');
      await picture(page, 'refused');
    });

    it('the list is loaded once, with the latest requests; a late answer is still shown', async () => {
      const { tenant, provider, page } = await set();
      await provider.attempt('early@acme.example', { nickName: 'E' });
      await page.getByRole('cell', { name: '400', exact: true }).waitFor();
      let polls = 0;
      page.on('request', (one) => {
        if (/^\/admin\/.*\/requests$/.test(new URL(one.url()).pathname)) polls += 1;
      });
      await page.reload();
      await page.getByRole('cell', { name: '400', exact: true }).waitFor();
      await new Promise((resolve) => setTimeout(resolve, 7_000));
      expect(polls).toBe(1);
      // Longer than the pause between two questions.
      await page.route(/\/connection$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        await route.continue();
      });
      await to(page, tenant.id, 'settings');
      await page.locator('.steps').waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });

    it('is filtered by outcome, status and user', async () => {
      const { provider, page } = await set();
      const id = await provider.provision('alan@acme.example', 'Alan');
      await provider.rename(id, 'Alan Turing');
      await provider.attempt('alan@acme.example');
      await page.getByRole('cell', { name: '409', exact: true }).waitFor();
      await page.getByLabel('Show').selectOption({ label: 'Refused' });
      await page.getByRole('cell', { name: '201', exact: true }).waitFor({ state: 'detached' });
      await page.getByRole('cell', { name: '409', exact: true }).waitFor();
      expect(await page.getByRole('row').count()).toBe(2);
      await page.getByLabel('Show').selectOption({ label: 'All' });
      await page.getByLabel('Status').fill('201');
      await page.getByRole('cell', { name: '409', exact: true }).waitFor({ state: 'detached' });
      await page.getByRole('cell', { name: '201', exact: true }).waitFor();
      await page.getByLabel('Status').fill('');
      await page.getByLabel('User', { exact: true }).fill(id);
      await page.getByRole('link', { name: new RegExp(`PATCH /Users/${id}`) }).waitFor();
    });

    it('stores values while capture is on, and none before and after', async () => {
      const { provider, page } = await set();
      await provider.attempt('before@acme.example');
      await page.getByRole('button', { name: 'Capture values' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Capture values' }).click();
      await page.getByText('Values are captured until').waitFor();
      await picture(page, 'capture');
      await provider.attempt('during@acme.example');
      await page.getByRole('link', { name: 'POST /Users' }).nth(1).waitFor();
      await page.getByRole('link', { name: 'POST /Users' }).first().click();
      await page.getByRole('heading', { name: 'What was sent' }).waitFor();
      expect(await page.locator('pre').innerText()).toContain('during@acme.example');
      await page.goBack();
      await page.getByRole('button', { name: 'Stop capturing' }).click();
      await page.getByText('Only the names of attributes are stored').waitFor();
      await provider.attempt('after@acme.example');
      await page.getByRole('link', { name: 'POST /Users' }).nth(2).waitFor();
      for (const at of [0, 2]) {
        await page.getByRole('link', { name: 'POST /Users' }).nth(at).click();
        await page.getByText('The values that were sent are not stored.').waitFor();
        await page.goBack();
      }
    });
  });
