import { IsOptional } from 'class-validator';
import { List, loadConfig } from './config';
import { Keys, keysOf, warnOfKeys } from './service-keys';

class Config {
  @Keys() DIRECTORY_KEYS?: string[];
  @Keys() INTERNAL_KEYS?: string[];
  @IsOptional() @List() SERVICE_KEYS?: string[];
}

const A = 'a-key-of-sixteen-or-more';
const B = 'b-key-of-sixteen-or-more';
const load = (env: Record<string, string>) => loadConfig(Config, env);
const warnings = (env: Record<string, string>): unknown[] => {
  const said: unknown[] = [];
  const logger = { warn: (fields: object) => said.push(fields) } as never;
  warnOfKeys(load(env), ['DIRECTORY_KEYS', 'INTERNAL_KEYS'], logger);
  return said;
};

describe('keys of an audience', () => {
  it('are required, and each that is missing is named', () => {
    for (const name of ['DIRECTORY_KEYS is required', 'INTERNAL_KEYS is required'])
      expect(() => load({})).toThrow(name);
    expect(() => load({ DIRECTORY_KEYS: `${A},short`, INTERNAL_KEYS: B })).toThrow(
      'each of DIRECTORY_KEYS must have 16 characters or more',
    );
  });

  it('come from SERVICE_KEYS where they are not given, with a warning', () => {
    const env = { SERVICE_KEYS: A, INTERNAL_KEYS: B };
    expect(keysOf(load(env), 'DIRECTORY_KEYS')).toEqual([A]);
    expect(keysOf(load(env), 'INTERNAL_KEYS')).toEqual([B]);
    expect(warnings(env)).toEqual([{ missing: ['DIRECTORY_KEYS'] }]);
  });

  it('open nothing else where they are given: SERVICE_KEYS is not among them', () => {
    const env = { SERVICE_KEYS: 'the-key-of-former-releases', DIRECTORY_KEYS: A, INTERNAL_KEYS: B };
    expect(keysOf(load(env), 'DIRECTORY_KEYS')).toEqual([A]);
    expect(warnings(env)).toEqual([]);
  });

  it('that two audiences share are warned of', () =>
    expect(warnings({ DIRECTORY_KEYS: `${A},${B}`, INTERNAL_KEYS: B })).toEqual([
      { shared: ['DIRECTORY_KEYS', 'INTERNAL_KEYS'] },
    ]));
});
