import { Peppers } from '@rollcall/platform';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Attempts } from './attempts';
import { ConsoleConfig } from '../config/console-config';
import { Cookies } from './cookie';
import { Discovered } from './discovered';
import { consolePeppers } from './peppers';
import { returnPath } from './return-path';
import { seal, unseal } from './sealed';
import { csrfOf, equal, format, holds, newSecret, parse } from './secrets';
import { languageOf, SAID, signInPage } from './sign-in-page';
import type { SignInRefusal } from './sign-in-refused';

const peppers = new Peppers(['one:0123456789abcdef'], 'P');
const others = new Peppers(['two:fedcba9876543210'], 'P');

describe('secrets of links and sessions', () => {
  const secret = newSecret();

  it('parse back to what they were made for, and to nothing else', () => {
    expect(parse('rl', format('rl', secret))).toEqual(secret);
    expect(parse('rs', format('rl', secret))).toBeUndefined();
  });

  it.each(['', 'rl_', 'rl_x_y', `${format('rl', secret)}x`, ` ${format('rl', secret)}`])(
    '%j is none',
    (text) => expect(parse('rl', text)).toBeUndefined(),
  );

  it('are of 256 bits', () => expect(Buffer.from(secret.secret, 'base64url').length).toBe(32));

  it('match their holder’s secret, under the present peppers', () => {
    const kept = peppers.digest(secret.secret);
    expect(kept.digest).not.toContain(secret.secret);
    expect(holds(peppers, secret, kept)).toBe(true);
    expect(holds(peppers, newSecret(), kept)).toBe(false);
    expect(holds(others, secret, kept)).toBe(false);
  });

  it('give a CSRF token each, which reveals nothing of them', () => {
    expect(csrfOf(secret)).toBe(csrfOf({ ...secret }));
    expect(csrfOf(secret)).not.toBe(csrfOf(newSecret()));
    expect(csrfOf(secret)).not.toContain(secret.secret.slice(0, 8));
  });

  it('compare at any lengths', () => {
    expect([equal('a', 'a'), equal('a', 'b'), equal('a', 'aa'), equal('', 'a')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('are compared in constant time wherever one is compared', () => {
    const read = (path: string): string => readFileSync(join(__dirname, path), 'utf8');
    for (const path of [
      'secrets.ts',
      '../../../../libs/platform/src/peppers.ts',
      '../../../../libs/platform/src/internal-auth.ts',
    ])
      expect(read(path)).toMatch(/timingSafeEqual\(/);
    const FOLDERS = [
      '.',
      '../admin',
      '../admin-kit',
      '../config',
      '../console-files',
      '../scim/auth',
      '../server',
    ];
    const sources = FOLDERS.flatMap((folder) =>
      readdirSync(join(__dirname, folder)).map((file) => join(folder, file)),
    ).filter((path) => /(?<!\.spec)\.ts$/.test(path));
    const plain = /\b(secret|digest|csrf|key|token)\b\s*[!=]==\s*(?!undefined|null|'')\w/;
    // A row's name, and the digest of a request (no secret), may be compared directly.
    expect(sources.filter((path) => plain.test(read(path)))).toEqual([]);
  });
});

describe('cookies', () => {
  const setBy = (cookies: Cookies, name: 'session' | 'sign-in'): string => {
    let set = '';
    cookies.set((_, value) => void (set = value), name, 'value', 60);
    return set;
  };

  it('over https are Secure and of this host alone', () => {
    const https = new Cookies({ origin: 'https://x' });
    expect(setBy(https, 'session')).toBe(
      '__Host-rollcall-session=value; Max-Age=60; Path=/; HttpOnly; SameSite=Strict; Secure',
    );
    expect(setBy(https, 'sign-in')).toMatch(/^__Host-rollcall-sign-in=.*SameSite=Lax; Secure$/);
    expect(https.read('rollcall-session=planted', 'session')).toBeUndefined();
  });

  it('are read by their whole name, and not when the name occurs twice', () => {
    const http = new Cookies({ origin: 'http://x' });
    expect(http.read('a=b; rollcall-session=x', 'session')).toBe('x');
    expect(http.read('xrollcall-session=x', 'session')).toBeUndefined();
    expect(http.read('rollcall-session=x; rollcall-session=y', 'session')).toBeUndefined();
    expect(http.read(undefined, 'session')).toBeUndefined();
  });
});

describe('the way back from a sign-in', () => {
  it.each([
    ['/console', '/console'],
    ['/console/tokens?a=b#c', '/console/tokens?a=b'],
    ['/console/./tokens', '/console/tokens'],
  ])('%s is %s', (to, path) => expect(returnPath(to)).toBe(path));

  it.each([
    undefined,
    ['/console/a'],
    '',
    'console',
    '/',
    '/admin/v1',
    '/consoles',
    '//evil.example',
    'https://evil.example/console',
    '/\\evil.example',
    '\\\\evil.example',
    '/console/../x',
    '/console/%2e%2e/x',
    '/console/..\\..\\x',
    '/console/callback',
    '/console/sign-in/',
    '/\t/evil.example',
    `/console/${'x'.repeat(600)}`,
  ])('%j is the console itself', (to) => expect(returnPath(to)).toBe('/console'));

  it('contains no line break', () =>
    expect(returnPath('/console/a\r\nset-cookie: a=b')).not.toMatch(/[\r\n]/));
});

describe('a sealed value', () => {
  it('opens unchanged within its time, for its issuer', () => {
    const sealed = seal(peppers, { a: 1 }, 60);
    expect(unseal(peppers, sealed)).toMatchObject({ a: 1 });
    expect(unseal(others, sealed)).toBeUndefined();
    expect(unseal(peppers, seal(peppers, { a: 1 }, -1))).toBeUndefined();
    const [, key, digest] = sealed.split('.');
    const forged = Buffer.from(JSON.stringify({ a: 2, until: 9e15 })).toString('base64url');
    expect(unseal(peppers, `${forged}.${key}.${digest}`)).toBeUndefined();
    for (const text of ['', '.', '..', 'a.b.c']) expect(unseal(peppers, text)).toBeUndefined();
  });
});

describe('attempts', () => {
  const [A, B, C] = ['192.0.2.1', '192.0.2.2', '2001:db8::1'] as const;

  it('are limited for one source, for all together, and anew after a minute', () => {
    let now = 0;
    const attempts = new Attempts({ ofOne: 2, ofAll: 3 }, () => now);
    const take = (source: string) => () => attempts.take(source);
    take(A)();
    take(A)();
    expect(take(A)).toThrow(/Too many/);
    take(B)();
    expect(take(C)).toThrow(/Too many/);
    now = 60_000;
    expect(take(A)).not.toThrow();
  });

  it('that were good are not counted', () => {
    const attempts = new Attempts({ ofOne: 1, ofAll: 1 }, () => 0);
    for (let i = 0; i < 5; i += 1) attempts.take(A).good();
  });

  it('on invented subjects leave a part of the limit to real ones, and lock nobody else out', async () => {
    const attempts = new Attempts({ ofOne: 3, ofAll: 3 }, () => 0);
    const tried = (subject: string | undefined) =>
      attempts
        .takeFor(A, () => subject)
        .then(
          (attempt) => attempt,
          () => undefined,
        );
    for (let i = 0; i < 50; i += 1) await tried(undefined);
    for (let i = 0; i < 9; i += 1) {
      const attempt = await tried('the link');
      expect(attempt).toBeDefined();
      attempt?.good();
    }
    const wrong = await Promise.all(Array.from({ length: 9 }, () => tried('the link')));
    expect(wrong.filter((one) => one !== undefined)).toHaveLength(3);
    expect(await tried('another link')).toBeDefined();
  });
});

describe('metadata of the provider', () => {
  it('is requested once an hour while the provider answers', async () => {
    let [calls, now] = [0, 0];
    const discovered = new Discovered(
      () => Promise.resolve((calls += 1)),
      () => now,
    );
    expect([await discovered.get(), await discovered.get()]).toEqual([1, 1]);
    now = 3_600_000;
    expect(await discovered.get()).toBe(2);
  });

  it('is not requested for each caller while the provider fails, and ever more rarely', async () => {
    let [calls, now] = [0, 0];
    const discovered = new Discovered(
      () => Promise.reject(new Error(`no answer ${(calls += 1)}`)),
      () => now,
    );
    for (now = 0; now < 600_000; now += 500)
      await expect(discovered.get()).rejects.toThrow('no answer');
    // After 5, 10, 20 and 40 seconds, then each minute.
    expect(calls).toBe(5 + Math.floor((600_000 - 75_000) / 60_000));
  });
});

it('no value of the role claim makes an operator unless one is mapped', () =>
  expect(new ConsoleConfig().OIDC_ROLES.filter((one) => one.endsWith('=operator'))).toEqual([]));

describe('the peppers of the console', () => {
  const config = { CONSOLE_PEPPERS: undefined } as unknown as ConsoleConfig;
  const of = (...OPERATOR_KEYS: string[]): Peppers => consolePeppers(config, { OPERATOR_KEYS });
  const [key, other] = ['an operator key of ours', 'another operator key'] as const;

  it('come from the operator keys, and outlive one that is added', () => {
    const secret = newSecret();
    const kept = of(key).digest(secret.secret);
    expect(holds(of(other, key), secret, kept)).toBe(true);
    expect(holds(of(other), secret, kept)).toBe(false);
    expect(JSON.stringify(kept)).not.toContain(key);
  });
});

describe('the page of a refused sign-in', () => {
  it.each(Object.keys(SAID) as SignInRefusal[])(
    'says %s in both languages, and no more',
    (code) => {
      for (const language of ['en', 'fr'] as const) {
        const page = signInPage(code, language);
        expect(page).toContain(SAID[code][language]);
        expect(page).not.toMatch(/<script|<style|style=| on\w+=|http/);
      }
      expect(SAID[code].en).not.toBe(SAID[code].fr);
    },
  );

  it.each([
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
    ['de, en, fr', 'en'],
    ['de', 'en'],
    [undefined, 'en'],
  ])('for %s is %s', (header, language) => expect(languageOf(header)).toBe(language));
});
