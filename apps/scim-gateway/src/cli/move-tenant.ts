import { tenantId } from '@rollcall/contracts';
import { assertMigrated } from '@rollcall/platform';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Client } from 'pg';
import { render } from '../event-log/resources/render';
import { schema } from '../database/schema';
import { exportTenant } from '../tenant-transfer/export';
import { Import } from '../tenant-transfer/import';
import { MoveRefused } from '../tenant-transfer/tenant-file';
import type { Move } from './command';
import { localInitiator } from '../admin-kit/local-initiator';
import { findLog } from './where';

type Args = Readonly<Record<string, string>>;
const TERMINAL = '-';
/** Their digests depend on peppers, and the log has none of them. */
const NOT_MOVED =
  'not moved: issue new tokens and client secrets, and add trusts again; client ids are new';

const ways: Readonly<
  Record<Move['moves'], (log: Client, args: Args) => Promise<object | undefined>>
> = {
  export: async (log, { tenant = '', file = '' }) => {
    const id = tenantId(tenant);
    if (file === TERMINAL) {
      await exportTenant(log, id, localInitiator(), toTerminal);
      return undefined;
    }
    const events = await toFile(file, (write) => exportTenant(log, id, localInitiator(), write));
    return { tenant, events, file, credentials: NOT_MOVED };
  },
  import: async (log, { file = '' }) => {
    const chunks = file === TERMINAL ? process.stdin : createReadStream(file);
    const {
      tenantId: tenant,
      events,
      settings,
    } = await new Import(log, chunks, render, localInitiator()).run();
    return { tenant, events, ...settings, credentials: NOT_MOVED };
  },
};

/** Uses a connection of its own: moving a large tenant takes longer than a request may. */
export const moveTenant = async (way: Move['moves'], args: Args): Promise<object | undefined> => {
  const url = findLog();
  await assertMigrated(url, schema);
  const log = new Client({
    connectionString: url,
    application_name: 'rollcall-move',
    options: '-c synchronous_commit=on -c lock_timeout=5000',
  });
  await log.connect();
  try {
    return await ways[way](log, args);
  } finally {
    await log.end();
  }
};

const toTerminal = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
};

/**
 * The complete file appears under its name at once, and only its owner may read it: it contains
 * personal data.
 */
const toFile = async <T>(
  name: string,
  fill: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> => {
  const part = `${name}.part`;
  const file = await open(part, 'wx', 0o600).catch((error: unknown) => {
    throw new MoveRefused(`${part} cannot be written: ${(error as NodeJS.ErrnoException).code}.`);
  });
  try {
    const done = await fill(async (text) => void (await file.appendFile(text)));
    await file.sync();
    await file.close();
    await rename(part, name);
    return done;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
};
