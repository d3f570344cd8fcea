import type { Page } from 'playwright-core';
import { startProvider } from '../support/oidc-provider';
import { visit, type Eyes } from './chromium';
import type { Scene } from './visits';

/** Within a `describe`: signs somebody in through the provider's own page, where anybody may be anybody. */
export const signingIn = (the: () => Scene): ((account: string, eyes?: Eyes) => Promise<Page>) => {
  let provider: { stop: () => Promise<void> };
  let origin: string;
  beforeAll(async () => {
    ({ origin } = new URL(the().stack.scim[0]));
    provider = await startProvider(the().oidc, [`${origin}/console/callback`]);
  });
  afterAll(() => provider?.stop());
  return async (account, eyes = {}) => {
    const page = await visit(the().browser, eyes);
    await page.goto(`${origin}/console`);
    await page.getByRole('link', { name: /Test login/ }).click();
    await page.locator('input[name=login]').fill(account);
    await page.locator('input[name=password]').fill('any');
    await page.locator('button[type=submit]').click();
    await page.waitForURL(`${origin}/console**`);
    return page;
  };
};
