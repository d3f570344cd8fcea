import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';

/** The environment does not fit; every problem is listed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration does not fit:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration as an instance of its class, read once at boot.
 * An empty variable counts as absent. Throws ConfigError with every problem at once.
 */
export const loadConfig = <T extends object>(
  config: new () => T,
  environment: Environment = process.env,
): T => {
  const defaults = new config();
  const names = new Set([...Object.keys(defaults), ...declared(config)]);
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => names.has(name) && value !== ''),
  );
  const instance = plainToInstance(config, given, { exposeDefaultValues: true });
  const problems = validateSync(instance, { whitelist: false, forbidUnknownValues: false }).flatMap(
    (error) => Object.values(error.constraints ?? {}),
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return instance;
};

/** Upper-case properties that validators were put on, with or without a default. */
const declared = (config: new () => object): string[] => {
  return getMetadataStorage()
    .getTargetValidationMetadatas(config, '', true, false)
    .map(({ propertyName }) => propertyName);
};
