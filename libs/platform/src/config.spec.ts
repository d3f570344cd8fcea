import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, Flag, List, loadConfig } from './config';

class SpecConfig {
  @IsString() HOST = '127.0.0.1';
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3000;
  @IsString() @MinLength(1) DATABASE_URL!: string;
  @List() @ArrayNotEmpty() @MinLength(4, { each: true }) KEYS!: string[];
  @Flag() DEVELOPMENT = false;
  @Flag() LOG = true;
  @IsOptional() @IsString() EXTRA?: string;
}

const environment = { DATABASE_URL: 'postgres://x', KEYS: 'abcd,efgh' };

describe('the configuration', () => {
  it('is an instance with defaults, and texts turned into what they stand for', () => {
    const config = loadConfig(SpecConfig, { ...environment, PORT: '0', DEVELOPMENT: 'true' });
    expect(config).toBeInstanceOf(SpecConfig);
    expect(config).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 0,
      DATABASE_URL: 'postgres://x',
      KEYS: ['abcd', 'efgh'],
      DEVELOPMENT: true,
    });
    expect(config.EXTRA).toBeUndefined();
  });

  it('parts a list at its commas, and reads a switch as it is meant or not at all', () => {
    const load = (more: object) => loadConfig(SpecConfig, { ...environment, ...more });
    expect(load({ KEYS: 'abcd , efgh' }).KEYS).toEqual(['abcd', 'efgh']);
    const { DEVELOPMENT, LOG } = load({ DEVELOPMENT: 'false', LOG: 'false' });
    expect([DEVELOPMENT, LOG, load({}).DEVELOPMENT, load({}).LOG]).toEqual([
      false,
      false,
      false,
      true,
    ]);
    for (const LOG of ['True', 'FALSE', '1', '0', 'yes'])
      expect(() => load({ LOG })).toThrow('LOG must be true or false');
  });

  it('takes an empty variable for an absent one, and knows nothing of others', () => {
    const config = loadConfig(SpecConfig, { ...environment, HOST: '', PORT: '', HOME: '/root' });
    expect(config.HOST).toBe('127.0.0.1');
    expect(config.PORT).toBe(3000);
    expect(config).not.toHaveProperty('HOME');
  });

  it('lists every problem at once, by name, and no value', () => {
    const load = () => loadConfig(SpecConfig, { PORT: 'S3CRET', KEYS: 'S3C' });
    expect(load).toThrow(ConfigError);
    const refusal = (() => {
      try {
        return load() as never;
      } catch (reason) {
        return reason as ConfigError;
      }
    })();
    for (const name of ['PORT', 'DATABASE_URL', 'KEYS']) expect(refusal.message).toContain(name);
    expect(refusal.problems.length).toBeGreaterThanOrEqual(3);
    expect(refusal.message).not.toContain('S3C');
    expect(refusal.message.split('\n')).toHaveLength(refusal.problems.length + 1);
  });

  describe('from files', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'))));
    afterEach(() => rmSync(folder, { recursive: true }));
    const file = (text: string): string => {
      const path = join(folder, 'secret');
      writeFileSync(path, text);
      return path;
    };

    it('reads X_FILE for X, without the newline at its end', () => {
      const KEYS_FILE = file('abcd,efgh\n');
      expect(loadConfig(SpecConfig, { DATABASE_URL: 'postgres://x', KEYS_FILE }).KEYS).toEqual([
        'abcd',
        'efgh',
      ]);
    });

    it('keeps every other character of a secret', () => {
      const DATABASE_URL_FILE = file(' a b\n\n');
      const { KEYS } = environment;
      expect(loadConfig(SpecConfig, { KEYS, DATABASE_URL_FILE }).DATABASE_URL).toBe(' a b\n');
    });

    it('refuses a file that is not there, and a variable given twice, by name', () => {
      const load = () =>
        loadConfig(SpecConfig, {
          KEYS: 'S3CRET',
          KEYS_FILE: file('abcd'),
          DATABASE_URL_FILE: join(folder, 'absent'),
        });
      expect(load).toThrow(/KEYS and KEYS_FILE are both given/);
      expect(load).toThrow(/DATABASE_URL_FILE cannot be read: .*absent \(ENOENT\)/);
      expect(load).not.toThrow(/S3CRET/);
    });

    it('counts an empty file as absent, and knows no file of a variable it does not know', () => {
      const PORT_FILE = file('');
      const config = loadConfig(SpecConfig, { ...environment, PORT_FILE, HOME_FILE: '/absent' });
      expect(config.PORT).toBe(3000);
    });
  });
});
