import { adminApi } from './admin-api.suite';
import { builtConsole, consoleFiles } from '../console/files.suite';
import { commandLine } from './command-line.suite';
import { deliveryOf } from './delivery-calls';
import { deliveryRoutes } from './delivery.suite';
import { keys } from './keys.suite';
import { noSecrets } from './no-secrets.suite';
import { oidcSettings, type OidcSettings } from '../support/oidc-provider';
import { signIn } from './sign-in.suite';
import { startStack, type Stack } from '../support/stack';
import { declare } from '../support/suites';
import { freePort } from '../support/tools';
import { tenantLists } from './tenant-lists.suite';
import { consoleAccess } from './console-access.suite';
import { constraints } from '../tokens/constraints.suite';
import { accessControl } from './access-control.suite';

jest.setTimeout(120_000);

/** The administrator's side: who gets in, and what they may do. One stack for all suites. */
describe('the console', () => {
  let stack: Stack;
  let oidc: OidcSettings;
  let delivery: Awaited<ReturnType<typeof deliveryOf>> | undefined;
  const built = builtConsole();
  beforeAll(async () => {
    oidc = await oidcSettings();
    const deliveryPort = await freePort();
    stack = await startStack({
      gateways: 2,
      env: {
        gateway: {
          TRUSTED_PROXIES: 'loopback',
          CONSOLE_DIR: built.dist,
          DELIVERY_URL: `http://127.0.0.1:${deliveryPort}`,
          LOG_LEVEL: 'debug',
          ...oidc.env,
        },
      },
    });
    delivery = await deliveryOf(stack, deliveryPort);
  });
  afterAll(async () => {
    await delivery?.stop();
    await stack?.stop();
    built.remove();
  });

  declare<Stack>(
    {
      'admin/console-access': consoleAccess,
      'admin/access-control': accessControl,
      'admin/admin-api': adminApi,
      'admin/delivery': deliveryRoutes,
      'tokens/constraints': constraints,
      'admin/tenant-lists': tenantLists,
      'console/files': consoleFiles,
      'admin/command-line': commandLine,
      'admin/no-secrets': noSecrets,
      'admin/keys': keys,
      'admin/sign-in': (the) => signIn(the, () => oidc),
    },
    () => stack,
  );
});
