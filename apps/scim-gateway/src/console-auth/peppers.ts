import { Peppers } from '@rollcall/platform';
import { hkdfSync } from 'node:crypto';
import { operatorKey } from '../config/operator-keys';
import type { GatewayConfig } from '../config/gateway-config';
import type { ConsoleConfig } from '../config/console-config';

const derived = (key: string, purpose: string): string =>
  Buffer.from(hkdfSync('sha256', key, '', `rollcall console ${purpose}`, 32)).toString('base64url');

/**
 * The keys of the digests of links and sessions. Without CONSOLE_PEPPERS they derive from the
 * operator keys, each under a name that reveals nothing of it: removing a key ends the links and
 * sessions made under it.
 */
export const consolePeppers = (
  { CONSOLE_PEPPERS }: ConsoleConfig,
  { OPERATOR_KEYS }: Pick<GatewayConfig, 'OPERATOR_KEYS'>,
): Peppers =>
  new Peppers(
    CONSOLE_PEPPERS ??
      OPERATOR_KEYS.map((key) => operatorKey(key).secret).map(
        (key) => `${derived(key, 'name').slice(0, 8)}:${derived(key, 'pepper')}`,
      ),
    'CONSOLE_PEPPERS',
  );
