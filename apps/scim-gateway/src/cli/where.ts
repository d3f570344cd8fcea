import { loadConfig } from '@rollcall/platform';
import { Transform } from 'class-transformer';
import { IsOptional, IsString } from 'class-validator';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { operatorKey } from '../config/operator-keys';
import { AdminApi, Ended } from './admin-api';
import { withoutLastSlashes } from '../config/last-slashes';

const first = ({ value }: { value: unknown }): unknown =>
  operatorKey(String(value).split(',')[0]?.trim() ?? '').secret;

/** Where the command line finds a gateway; the last two exist in the gateway's own container. */
class RollcallConfig {
  @IsOptional() @IsString() ROLLCALL_URL?: string;
  @IsOptional() @IsString() ROLLCALL_OPERATOR_KEY?: string;
  @IsOptional() @Transform(first) @IsString() OPERATOR_KEYS?: string;
  @IsOptional() @IsString() PORT?: string;
}

class LogConfig {
  @IsOptional() @IsString() DATABASE_URL?: string;
}

interface RunFile {
  readonly adminBaseUrl: string;
  readonly operatorKey: string;
  readonly internal: { readonly logDatabaseUrl: string };
}

/** The state file of `npm start`: in this folder, or in the checkout that contains this file. */
const runFile = (): RunFile | undefined => {
  const found = [resolve('.local/run.json'), join(__dirname, '../../../../.local/run.json')].find(
    existsSync,
  );
  return found === undefined ? undefined : (JSON.parse(readFileSync(found, 'utf8')) as RunFile);
};

const baseOf = (url: string): string =>
  `${withoutLastSlashes(url).replace(/\/admin\/v1$/, '')}/admin/v1`;

/** The gateway that the environment names, else the one of `npm start`. Throws Ended. */
export const findApi = (): AdminApi => {
  const { ROLLCALL_URL, ROLLCALL_OPERATOR_KEY, OPERATOR_KEYS, PORT } = loadConfig(RollcallConfig);
  const key = ROLLCALL_OPERATOR_KEY ?? OPERATOR_KEYS;
  const url =
    ROLLCALL_URL ?? (OPERATOR_KEYS === undefined ? undefined : `http://127.0.0.1:${PORT ?? 3000}`);
  if (url !== undefined && key !== undefined) return new AdminApi(baseOf(url), key);
  if (url !== undefined || key !== undefined)
    throw new Ended('Set ROLLCALL_URL and ROLLCALL_OPERATOR_KEY together.', 2);
  const run = runFile();
  if (run) return new AdminApi(baseOf(run.adminBaseUrl), run.operatorKey);
  throw new Ended(
    'No gateway is known. Run npm start, or set ROLLCALL_URL and ROLLCALL_OPERATOR_KEY.',
    2,
  );
};

/** The log's database that the environment names, else that of `npm start`. Throws Ended. */
export const findLog = (): string => {
  const url = loadConfig(LogConfig).DATABASE_URL ?? runFile()?.internal.logDatabaseUrl;
  if (url !== undefined) return url;
  throw new Ended('No log is known. Run npm start, or set DATABASE_URL to the log’s database.', 2);
};
