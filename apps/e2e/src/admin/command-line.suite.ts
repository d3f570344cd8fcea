import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, idOf, strictUser } from '../support/client';
import { eventually } from '../audit/settled';
import { run, type Stack } from '../support/stack';
import { Visitor } from '../support/visitor';

/** A line that a person types, without `npm run rollcall --`. */
export const commandLine = (the: () => Stack): void =>
  describe('the command line', () => {
    let stack: Stack;
    const id = `cli${randomBytes(4).toString('hex')}`;
    beforeAll(() => {
      stack = the();
    });

    const rollcall = (line: string, env: Record<string, string> = {}) =>
      run(
        'tools/rollcall.mjs',
        {
          ROLLCALL_URL: new URL(stack.admin[0] as string).origin,
          ROLLCALL_OPERATOR_KEY: stack.operatorKey,
          ...env,
        },
        line.split(' '),
      );
    const done = async (line: string): Promise<string> => {
      const { code, output } = await rollcall(line);
      expect([code, output]).toEqual([0, expect.any(String)]);
      return output;
    };
    const json = async (line: string): Promise<Record<string, unknown>> =>
      JSON.parse(await done(`${line} --json`)) as Record<string, unknown>;

    it('walks a tenant from its creation to a token that works, and back', async () => {
      expect(await done(`tenant create ${id} --profile strict`)).toMatch(/scimBaseUrl +http:/);
      const issued = await json(`token issue ${id} --days 90 --label laptop`);
      const client = new Client(stack.scim[0], String(issued['token']));
      expect((await client.get('/Users?count=0')).status).toBe(200);
      expect(await done(`token revoke ${id} ${String(issued['id'])}`)).toMatch(/is revoked/);
      expect(await done(`token list ${id}`)).toMatch(/laptop +revoked/);
    });

    it('shows and changes tenants', async () => {
      await done(`tenant set ${id} --provisioning disabled --rate-limit 50`);
      expect(await json(`tenant show ${id}`)).toMatchObject({
        provisioning: 'disabled',
        rateLimit: 50,
      });
      expect(await done('overview')).toContain(id);
    });

    it('sets what the console of a tenant calls the product', async () => {
      const logo = join(await mkdtemp(join(tmpdir(), 'rollcall-logo-')), 'logo.svg');
      await writeFile(logo, '<svg xmlns="http://www.w3.org/2000/svg"/>');
      await done(`tenant branding ${id} --name Acme --logo ${logo}`);
      expect(await json(`tenant branding ${id}`)).toMatchObject({
        name: 'Acme',
        logo: expect.stringMatching(/^data:image\/svg\+xml;base64,/) as string,
        own: ['name', 'logo'],
      });
      const { code, output } = await rollcall(`tenant branding ${id} --accent #f5a623`);
      expect([code, output]).toEqual([1, expect.stringMatching(/contrast of 1\.\d\d:1/)]);
    });

    it('makes a link that opens the console, and takes it back', async () => {
      const output = await done(`link ${id} --role viewer --hours 2`);
      const url = /^url +(\S+)$/m.exec(output)?.[1] as string;
      const visitor = new Visitor(stack);
      expect((await visitor.open(url)).status).toBe(201);
      const linkId = /^id +(\S+)$/m.exec(output)?.[1] as string;
      await done(`unlink ${id} ${linkId}`);
      expect((await visitor.get('/session')).status).toBe(401);
    });

    it('erases a user who left, and a tenant that is closed', async () => {
      await done(`tenant set ${id} --provisioning enabled`);
      const issued = await json(`token issue ${id}`);
      const client = new Client(stack.scim[0], String(issued['token']));
      const user = idOf(
        await eventually(
          () => client.post('/Users', strictUser('cli@example.com')),
          ({ status }) => status === 201,
        ),
      );
      expect(await rollcall(`user erase ${id} ${user}`)).toEqual({
        code: 1,
        output: expect.stringMatching(/still provisioned.*\(409\)/) as string,
      });
      await client.delete(`/Users/${user}`);
      expect(await done(`user erase ${id} ${user}`)).toMatch(/says +Recorded at position/);
      expect(await done(`erasures ${id}`)).toContain(`users/${user}`);
      await done(`tenant set ${id} --provisioning disabled`);
      expect(await done(`tenant erase ${id}`)).toMatch(/subject +tenants\//);
      expect((await rollcall(`tenant show ${id}`)).code).toBe(1);
      await done(`tenant create ${id}-2`);
    });

    it.each([
      ['tenant show never', 1, /There is no tenant with this id\. \(404\)/],
      ['tenant show', 2, /It is: rollcall tenant show <tenant>/],
    ])('%s ends with %i and says why', async (line, code, says) => {
      expect(await rollcall(line)).toEqual({ code, output: expect.stringMatching(says) as string });
    });

    it('ends with 3 when no server answers, and with 1 for a wrong key', async () => {
      expect(await rollcall('tenant list', { ROLLCALL_URL: 'http://127.0.0.1:1' })).toEqual({
        code: 3,
        output: expect.stringContaining('Nothing answers at http://127.0.0.1:1') as string,
      });
      const wrong = await rollcall('tenant list', { ROLLCALL_OPERATOR_KEY: 'wrong' });
      expect([wrong.code, wrong.output]).toEqual([1, expect.stringMatching(/key.*\(401\)/)]);
    });

    it('finds the gateway whose container it runs in', async () => {
      const { port } = new URL(stack.admin[0] as string);
      const { code, output } = await run(
        'apps/scim-gateway/dist/cli/main.js',
        { OPERATOR_KEYS: `${stack.operatorKey},another`, PORT: port },
        ['tenant', 'show', `${id}-2`],
      );
      expect([code, output]).toEqual([0, expect.stringContaining(id)]);
    });
  });
