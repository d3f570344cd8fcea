import type { Browser } from 'playwright-core';
import { startChromium } from './chromium';
import { branding, INSTALLED } from './branding.suite';
import { chunks } from './chunks.suite';
import { connecting } from './connect.suite';
import { exporting } from './export.suite';
import { grouping } from './groups.suite';
import { guiding } from './guides.suite';
import { lists } from './lists.suite';
import { operating } from './operator.suite';
import { people } from './people.suite';
import { explaining } from './refusals.suite';
import { refusing } from './refused.suite';
import { screens } from './screens.suite';
import { sessions } from './session.suite';
import { states } from './states.suite';
import { standing } from './status.suite';
import { rotating } from './tokens.suite';
import type { Scene } from './visits';
import { watching } from './watch.suite';
import { oidcSettings, type OidcSettings } from '../support/oidc-provider';
import { startStack, type Stack } from '../support/stack';

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
