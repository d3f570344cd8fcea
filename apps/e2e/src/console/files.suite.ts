import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../support/client';
import type { Stack } from '../support/stack';

const PAGE =
  '<!doctype html><title>Console</title><script type="module" src="/console/assets/a.js"></script>';

/** A built console, with a secret next to it and a link to that. */
export const builtConsole = (): { dist: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-console-'));
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'TOP-SECRET');
  writeFileSync(join(dist, 'index.html'), PAGE);
  writeFileSync(join(dist, 'assets/a.js'), `export const a = '${'x'.repeat(2_000)}';`);
  writeFileSync(join(dist, 'assets/a.js.map'), 'TOP-SECRET');
  writeFileSync(join(dist, '.env'), 'TOP-SECRET');
  symlinkSync(join(folder, 'secret.txt'), join(dist, 'link.txt'));
  return { dist, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export const consoleFiles = (the: () => Stack): void =>
  describe('the files of the console', () => {
    let origin: Client;
    beforeAll(() => {
      origin = new Client(new URL(the().admin[0] as string).origin, '');
    });

    it.each(['/console', '/console/', '/console/open', '/console/tenants/acme/requests?a=b'])(
      '%s is the page',
      async (path) => {
        const { status, text, headers } = await origin.get(path);
        expect([status, text]).toEqual([200, PAGE]);
        expect(headers).toMatchObject({
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'x-frame-options': 'DENY',
        });
        const policy = String(headers['content-security-policy']);
        expect(policy).toMatch(/default-src 'none'.*script-src 'self'; style-src 'self'/);
        expect(policy).not.toMatch(/unsafe|\*/);
      },
    );

    it('assets are cached for ever, compressed on request, and requested once', async () => {
      const plain = await origin.get('/console/assets/a.js');
      expect(plain.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      const packed = await origin.get('/console/assets/a.js', { 'accept-encoding': 'gzip' });
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(Number(packed.headers['content-length'])).toBeLessThan(plain.text.length);
      const etag = String(plain.headers['etag']);
      const again = await origin.get('/console/assets/a.js', { 'if-none-match': etag });
      expect(again.status).toBe(304);
    });

    it.each([
      '/console/assets/none.js',
      '/console/assets/a.js.map',
      '/console/.env',
      '/console/link.txt',
      '/console/../secret.txt',
      '/console/..%2fsecret.txt',
      '/console/%2e%2e/secret.txt',
      '/console/assets/..%2f..%2fsecret.txt',
      '/console/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '/console//etc/passwd.txt',
      '/console/..\\secret.txt',
      '/console/assets/a.js%00.txt',
      '/console/__proto__.txt',
    ])('%s is not there', async (path) => {
      const { status, text, headers } = await origin.get(path);
      expect([status, text]).toEqual([404, expect.not.stringMatching(/TOP-SECRET|root:/)]);
      expect(headers['content-type']).toBe('application/problem+json');
    });

    it.each(['/console/%zz', '/admin/v1/%zz'])('%s is a problem, not SCIM', async (path) => {
      const { status, headers } = await origin.get(path);
      expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
    });

    it('nothing can be changed there', async () =>
      expect((await origin.send('PUT', '/console/assets/a.js', {})).status).toBe(405));
  });
