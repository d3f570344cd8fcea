import { ArrayNotEmpty, MinLength, ValidateIf } from 'class-validator';
import { List } from './config';
import type { Logger } from './logger';

/** What opens the internal ports: the gateway's questions to each neighbour, and the operator's. */
type Name = 'TOKEN_SERVICE_KEYS' | 'DIRECTORY_KEYS' | 'INTERNAL_KEYS';

export interface ServiceKeys extends Partial<Record<Name, readonly string[]>> {
  /** Of former releases: one list for everything. It stands in for a list that is not given. */
  readonly SERVICE_KEYS?: readonly string[];
}

const LEAST = 16;

/** Of a list of keys, comma separated: the first is sent, all are accepted. */
export const Keys = (): PropertyDecorator => (target, name) => {
  List()(target, name);
  ValidateIf(
    (config: ServiceKeys, value: unknown) =>
      value !== undefined || config.SERVICE_KEYS === undefined,
  )(target, name);
  ArrayNotEmpty({
    message: `$property is required: keys of ${LEAST} characters or more, comma separated`,
  })(target, name);
  MinLength(LEAST, {
    each: true,
    message: `each of $property must have ${LEAST} characters or more`,
  })(target, name);
};

/** The keys of a list; those of SERVICE_KEYS when it was not given. */
export const keysOf = (config: ServiceKeys, name: Name): readonly string[] =>
  config[name] ?? config.SERVICE_KEYS ?? [];

/** Says at the start which keys open more than they should. */
export const warnOfKeys = (config: ServiceKeys, names: readonly Name[], logger: Logger): void => {
  const missing = names.filter((name) => config[name] === undefined);
  if (missing.length > 0)
    logger.warn(
      { missing },
      'SERVICE_KEYS is used for keys that are not set; the next release ignores it',
    );
  const given = names.map((name) => config[name] ?? []);
  const shared = names.filter((_, i) =>
    given.some((other, j) => i !== j && other.some((key) => given[i]?.includes(key))),
  );
  if (shared.length > 0)
    logger.warn({ shared }, 'several settings share one key: use a separate key for each audience');
};
