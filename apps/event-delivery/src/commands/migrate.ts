import { createLogger, loadConfig, runMigrations } from '@rollcall/platform';
import { IsString, MinLength } from 'class-validator';
import { schema } from '../database/schema';

class MigrateConfig {
  @IsString() @MinLength(1) DATABASE_URL!: string;
}

const logger = createLogger('event-delivery-migrate');
runMigrations(loadConfig(MigrateConfig).DATABASE_URL, schema).then(
  (ran) => logger.info({ ran }, 'feed schema is up to date'),
  (error: unknown) => {
    process.stderr.write(`The feed could not be migrated: ${String(error)}\n`);
    process.exitCode = 1;
  },
);
