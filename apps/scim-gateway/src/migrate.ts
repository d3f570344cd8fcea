import { createLogger, loadConfig, runMigrations } from '@rollcall/platform';
import { IsString, MinLength } from 'class-validator';
import { schema } from './log/schema';

class MigrateConfig {
  @IsString() @MinLength(1) DATABASE_URL!: string;
}

const logger = createLogger('scim-gateway-migrate');
runMigrations(loadConfig(MigrateConfig).DATABASE_URL, schema).then(
  (ran) => logger.info({ ran }, 'the log has the newest schema'),
  (error: unknown) => {
    process.stderr.write(`The log could not be migrated: ${String(error)}\n`);
    process.exitCode = 1;
  },
);
