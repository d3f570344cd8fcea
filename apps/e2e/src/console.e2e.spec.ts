import type { Browser } from 'playwright-core';
import { startChromium } from './chromium';
import { branding, INSTALLED } from './console-branding.suite';
import { chunks } from './console-chunks.suite';
import { connecting } from './console-connect.suite';
import { exporting } from './console-export.suite';
import { grouping } from './console-groups.suite';
import { guiding } from './console-guides.suite';
import { lists } from './console-lists.suite';
import { operating } from './console-operator.suite';
import { people } from './console-people.suite';
import { explaining } from './console-refusals.suite';
import { refusing } from './console-refused.suite';
import { screens } from './console-screens.suite';
import { sessions } from './console-session.suite';
import { states } from './console-states.suite';
import { standing } from './console-status.suite';
import { rotating } from './console-tokens.suite';
import type { Scene } from './console-visits';
import { watching } from './console-watch.suite';
import { oidcSettings, type OidcSettings } from './oidc-provider';
import { startStack, type Stack } from './stack';

jest.setTimeout(180_000);

/** The console as an administrator uses it: a real Chromium against a real stack. */
describe('the console in a browser', () => {
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
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const scene = (): Scene => ({ stack, browser });
  const shown = [connecting, standing, refusing, watching, explaining, rotating, guiding, screens];
  const others = [states, branding, people, grouping, exporting, sessions, chunks, lists];
  for (const suite of [...shown, ...others]) suite(scene);
  operating(scene, () => oidc);
});
