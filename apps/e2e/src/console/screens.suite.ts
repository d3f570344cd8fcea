import { axeFinds, complaintsOf, EYES, visit, type Eyes } from './chromium';
import { administratorOf, look, to, unconnected, type Scene } from './visits';
import { ScriptedProvider } from './scripted-provider';
import { newTenant, type Tenant } from '../support/tenants';

const STEPS = 7;
const PROVIDER_STEP = 5;

export const screens = (the: () => Scene): void =>
  describe('every screen is clean for axe, fits the window, and breaks no policy', () => {
    let tenant: Tenant;
    let userId: string;
    beforeAll(async () => {
      const { stack } = the();
      tenant = await newTenant(stack, 'full');
      const provider = new ScriptedProvider(stack.scim[0], tenant.token);
      userId = await provider.provision('ada@acme.example', 'Ada Lovelace');
      await provider.deactivate(userId);
      await provider.attempt('ada@acme.example');
    });

    it.each(EYES)('$language $theme $width', async (eyes) => {
      const { stack, browser } = the();
      const outside = await visit(browser, eyes);
      await outside.goto(new URL('/console', stack.scim[0]).href);
      await look(outside, 'sign-in', eyes);
      await outside.goto(new URL('/console/open#rl_x', stack.scim[0]).href);
      await look(outside, 'open', eyes);
      await outside.context().close();

      const page = await administratorOf(the(), tenant.id, eyes);
      for (const screen of [
        'status',
        'settings',
        'users',
        'groups',
        'requests',
        'tokens',
        'guides/entra',
      ]) {
        await to(page, tenant.id, screen);
        await page.locator('main :is(.table, .none, .steps, .guide)').first().waitFor();
        await look(page, screen.replace('/', '-'), eyes);
      }
      await to(page, tenant.id, `users/${userId}`);
      await page.locator('.history').waitFor();
      await look(page, 'user', eyes);
      await to(page, tenant.id, 'requests');
      await page.locator('a.request-link').first().click();
      await page.locator('.facts').waitFor();
      await look(page, 'request', eyes);
      await to(page, tenant.id, 'tokens');
      await page.locator('.screen-head .button').first().click();
      await page.getByRole('dialog').waitFor();
      await look(page, 'new-token', eyes);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^(Rotate|Remplacer)/ }).click();
      await page.getByRole('dialog').waitFor();
      await page.getByText(/^(On a date|À une date)$/).click();
      await look(page, 'rotate-on-a-date', eyes);
      await to(page, tenant.id, 'requests');
      await page.locator('.capture button').click();
      await page.getByRole('dialog').waitFor();
      await look(page, 'capture', eyes);
      await to(page, tenant.id, 'nowhere');
      await page.locator('.notice').first().waitFor();
      await look(page, 'nowhere', eyes);
      await to(page, 'another', 'users');
      await page.getByRole('alert').waitFor();
      await page.locator('main').getByRole('link').waitFor();
      const where = `another ${Object.values(eyes).join(' ')}`;
      expect({ where, finds: await axeFinds(page) }).toEqual({ where, finds: [] });
      expect(complaintsOf(page)).toEqual([]);
      await page.context().close();
    });

    it.each([EYES[0] as Eyes, EYES.at(-1) as Eyes])(
      'each step of the set-up, $language $theme $width',
      async (eyes) => {
        const page = await administratorOf(
          the(),
          await unconnected(the().stack, 'Steps & Co'),
          eyes,
        );
        for (let step = 0; step < STEPS; step += 1) {
          const heading = page.locator('.step-button').nth(step);
          await heading.waitFor();
          if ((await heading.getAttribute('aria-expanded')) !== 'true') await heading.click();
          await look(page, `step-${step + 1}`, eyes);
          if (step !== PROVIDER_STEP) continue;
          const providers = page.locator('.step[data-expanded] .choice').first().locator('label');
          for (const provider of await providers.all()) {
            await provider.click();
            const guide = page.locator('.guide');
            await guide.waitFor();
            for (let part = 1; ; part += 1) {
              await look(page, `step-guide-${await provider.innerText()}-${part}`, eyes);
              const more = guide.locator('.acts button').last();
              if ((await guide.locator('.acts button').count()) < 2) break;
              await more.click();
            }
          }
        }
        await page.context().close();
      },
    );

    it('everything is reached and worked with the keyboard alone', async () => {
      const page = await administratorOf(the(), await unconnected(the().stack, 'Keys'));
      await page.locator('.step-button').first().waitFor();
      await page.keyboard.press('Tab');
      const reached: string[] = [];
      for (let at = 0; at < 30; at += 1) {
        reached.push(
          await page.evaluate<string>(
            '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent ?? "").trim()',
          ),
        );
        await page.keyboard.press('Tab');
      }
      for (const name of ['Users', 'Requests', 'Tokens', 'Sign out', 'Français'])
        expect(reached).toContain(name);
      // Tabs to the control that the selector finds, and not further than a step is long.
      const tabTo = async (selector: string): Promise<void> => {
        for (let at = 0; at < 20; at += 1) {
          await page.keyboard.press('Tab');
          if (await page.evaluate(`document.activeElement.matches('${selector}')`)) return;
        }
        throw new Error(`${selector} is not reached`);
      };
      await page.locator('.step-button').first().focus();
      // How it is switched on, then who connects: the first choice of each.
      for (const step of [0, 1]) {
        await tabTo('input');
        await page.keyboard.press('Space');
        await page.locator('.button-first:enabled:visible').first().waitFor();
        await tabTo('.button-first');
        await page.keyboard.press('Enter');
        const opened = page.locator('.step-button').nth(step + 1);
        await opened.and(page.locator('[aria-expanded=true]')).waitFor();
      }
      await page.getByRole('button', { name: 'Copy: Base URL' }).waitFor();
      await page.context().close();
    });
  });
