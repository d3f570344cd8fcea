import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEngines } from '../engines/engines.mjs';
import { stopAll } from '../engines/managed.mjs';
import { build } from '../options.mjs';
import { adminOf } from '../stack/admin.mjs';
import { startStack } from '../stack/stack.mjs';

/**
 * A stack for one run, and gone after it.
 * @typedef {object} OwnStack
 * @property {string} dir for files of the run
 * @property {string} base of SCIM
 * @property {string} brokers
 * @property {string} directory its address, with /directory/v1
 * @property {string} directoryKey of a client
 * @property {import('../stack/stack.mjs').Stack['services']} services
 * @property {(id: string, profile: 'strict' | 'full') => Promise<string>} tenant a new one; its token
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<OwnStack>} */
export const ownStack = async () => {
  build();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-conformance-'));
  const engines = await startEngines({ fresh: true, dir: path.join(dir, 'engines') });
  const stop = async () => {
    await stack?.stop();
    await engines.stop();
    await stopAll();
    fs.rmSync(dir, { recursive: true, force: true });
  };
  /** @type {import('../stack/stack.mjs').Stack | undefined} */
  let stack;
  try {
    stack = await startStack({ engines, dir: path.join(dir, 'logs') });
    const [{ scimBaseUrl, adminBaseUrl }] = stack.gateways;
    const admin = adminOf(adminBaseUrl, stack.operatorKey);
    return {
      dir,
      base: scimBaseUrl,
      brokers: engines.env.KAFKA_BROKERS,
      directory: stack.directoryBaseUrl,
      directoryKey: stack.directoryKey,
      services: stack.services,
      tenant: async (id, profile) => {
        await admin('POST', '/tenants', { id, name: id, profile });
        const { body } = await admin('POST', `/tenants/${id}/tokens`, { label: 'conformance' });
        return String(body['token']);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
