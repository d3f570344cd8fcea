import 'reflect-metadata';
import { plainToInstance, Transform } from 'class-transformer';
import { getMetadataStorage, IsBoolean, validateSync } from 'class-validator';
import { readFileSync } from 'node:fs';

/** The environment does not fit; every problem is listed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration does not fit:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
  }
}

/** Of a variable that holds several values, with commas between them. */
export const List = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value,
  );

const SWITCH: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Of a switch. Another text than `true` and `false` is refused: it must not be read as off. */
export const Flag = (): PropertyDecorator => (target, name) => {
  Transform(({ value }: { value: unknown }) => SWITCH.get(value) ?? value)(target, name);
  IsBoolean({ message: '$property must be true or false' })(target, name);
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration as an instance of its class, read once at boot.
 * An empty variable counts as absent. `X_FILE` names a file that holds X: how secrets are mounted.
 * Throws ConfigError with every problem at once.
 */
export const loadConfig = <T extends object>(
  config: new () => T,
  environment: Environment = process.env,
): T => {
  const defaults = new config();
  const names = new Set([...Object.keys(defaults), ...declared(config)]);
  const problems: string[] = [];
  const given: Record<string, string> = {};
  for (const name of names) {
    const value = valueOf(name, environment, problems);
    if (value) given[name] = value;
  }
  const instance = plainToInstance(config, given, { exposeDefaultValues: true });
  for (const error of validateSync(instance, { whitelist: false, forbidUnknownValues: false }))
    problems.push(...Object.values(error.constraints ?? {}));
  if (problems.length > 0) throw new ConfigError(problems);
  return instance;
};

/** A variable, or what its file holds without the newline that editors put at the end. */
const valueOf = (
  name: string,
  environment: Environment,
  problems: string[],
): string | undefined => {
  const file = environment[`${name}_FILE`];
  if (!file) return environment[name];
  if (environment[name]) problems.push(`${name} and ${name}_FILE are both given: keep one of them`);
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push(`${name}_FILE cannot be read: ${file} (${code})`);
    return undefined;
  }
};

/** Upper-case properties that validators were put on, with or without a default. */
const declared = (config: new () => object): string[] => {
  return getMetadataStorage()
    .getTargetValidationMetadatas(config, '', true, false)
    .map(({ propertyName }) => propertyName);
};
