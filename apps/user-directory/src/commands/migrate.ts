import { createLogger, loadConfig, runMigrations } from '@rollcall/platform';
import { IsString, MinLength } from 'class-validator';
import { schema } from '../projections/schema';

class MigrateConfig {
  @IsString() @MinLength(1) DATABASE_URL!: string;
}

const logger = createLogger('user-directory-migrate');
runMigrations(loadConfig(MigrateConfig).DATABASE_URL, schema).then(
  (ran) => logger.info({ ran }, 'directory schema is up to date'),
  (error: unknown) => {
    process.stderr.write(`The directory could not be migrated: ${String(error)}\n`);
    process.exitCode = 1;
  },
);
