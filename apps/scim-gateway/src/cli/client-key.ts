import { clientDigest, clientEntry, ClientKeys, loadConfig } from '@rollcall/platform';
import { randomBytes } from 'node:crypto';
import { Ended } from './admin-api';
import type { CommandArguments } from './command';

class Entry {
  @ClientKeys() CLIENT_KEYS: string[] = [];
}

const listOf = (text: string | boolean | undefined): string[] | undefined =>
  typeof text === 'string' ? text.split(',').map((one) => one.trim()) : undefined;

/**
 * A new key for a service of the product, and the entry of CLIENT_KEYS that admits it: the key is
 * for the service, the entry for the directory's configuration. Throws Ended.
 */
export const clientKey = ({ args, options }: CommandArguments): Promise<object> => {
  const { name = '' } = args;
  const key = `rcc_${randomBytes(32).toString('base64url')}`;
  const scopes = listOf(options['scopes']);
  if (!scopes) throw new Ended('Give the scopes of the key: --scopes logins:read', 2);
  const tenants = listOf(options['tenants']);
  const entry = clientEntry({
    name,
    digest: clientDigest(key),
    scopes,
    ...(tenants && { tenants }),
  });
  try {
    loadConfig(Entry, { CLIENT_KEYS: entry });
  } catch (error) {
    throw new Ended((error as Error).message, 2);
  }
  return Promise.resolve({ key, entry });
};
