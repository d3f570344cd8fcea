import { createLogger, loadConfig, runMigrations } from '@rollcall/platform';
import { IsOptional, IsString, MinLength } from 'class-validator';
import { schema } from '../database/schema';
import { requestLogSchema } from '../database/request-log-schema';

class MigrateConfig {
  @IsString() @MinLength(1) DATABASE_URL!: string;
  @IsOptional() @IsString() @MinLength(1) REQUEST_LOG_DATABASE_URL?: string;
}

const logger = createLogger('scim-gateway-migrate');
const migrate = async (): Promise<void> => {
  const { DATABASE_URL, REQUEST_LOG_DATABASE_URL } = loadConfig(MigrateConfig);
  const ran = await runMigrations(DATABASE_URL, schema);
  logger.info({ ran }, 'event log schema is up to date');
  if (REQUEST_LOG_DATABASE_URL === undefined) return;
  const logged = await runMigrations(REQUEST_LOG_DATABASE_URL, requestLogSchema);
  logger.info({ ran: logged }, 'request log schema is up to date');
};

migrate().catch((error: unknown) => {
  process.stderr.write(`The log could not be migrated: ${String(error)}\n`);
  process.exitCode = 1;
});
