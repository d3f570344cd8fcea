import type { Browser } from 'playwright-core';
import { oidcSettings, type OidcSettings } from '../support/oidc-provider';
import { startStack, type Stack } from '../support/stack';
import { declare, type Suites } from '../support/suites';
import { INSTALLED } from './branding.suite';
import { startChromium } from './chromium';
import type { Scene } from './visits';

/** The console as an administrator uses it: a real Chromium against a real stack. */
export const inBrowser = (title: string, suites: Suites<Scene>): void =>
  describe(title, () => {
    let stack: Stack;
    let browser: Browser;
    let oidc: OidcSettings;
    beforeAll(async () => {
      oidc = await oidcSettings();
      [stack, browser] = await Promise.all([
        startStack({ env: { gateway: { ...oidc.env, ...INSTALLED } } }),
        startChromium(),
      ]);
    });
    // An open page continues to send requests, and slows the tests after it.
    afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
    afterAll(async () => {
      await browser?.close();
      await stack?.stop();
    });
    declare(suites, () => ({ stack, browser, oidc }));
  });
