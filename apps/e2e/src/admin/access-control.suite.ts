import { bodyOf } from '../support/client';
import { operationsOf, pathOf, type Operation } from './operations';
import { readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { adminOf, newLink, newTenant, type Tenant } from '../support/tenants';
import { cookiesOf, Visitor } from '../support/visitor';
import { codeOf, signedIn } from './console-access.suite';

const isChange = ({ method }: Operation): boolean => method !== 'GET';
const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

export const accessControl = (the: () => Stack): void =>
  describe('the admin API keeps out', () => {
    let stack: Stack;
    let ours: Tenant;
    let theirs: Tenant;
    let operations: readonly Operation[];
    let administrator: Visitor;
    let viewer: Visitor;
    beforeAll(async () => {
      stack = the();
      [ours, theirs] = [await newTenant(stack), await newTenant(stack)];
      operations = await operationsOf(stack);
      administrator = await signedIn(stack, ours.id);
      viewer = await signedIn(stack, ours.id, 'viewer');
    });

    /** What each operation answers when it is called with this tenant and somebody’s credentials. */
    const walk = async (
      wanted: (operation: Operation) => boolean,
      ask: (method: string, path: string, body: object | undefined) => Promise<{ status: number }>,
      tenantId = ours.id,
    ): Promise<readonly string[]> => {
      const answers: string[] = [];
      for (const one of operations.filter(wanted)) {
        const path = pathOf(one.path, { tenantId, tokenId: theirs.tokenId });
        const { status } = await ask(one.method, path, isChange(one) ? {} : undefined);
        answers.push(`${nameOf(one)}: ${status}`);
      }
      expect(answers.length).toBeGreaterThan(0);
      return answers;
    };
    const guarded = ({ rank }: Operation): boolean => rank !== 'anyone';
    const ofTenant = ({ path }: Operation): boolean => path.includes('{tenantId}');
    const not = (answers: readonly string[], status: number): readonly string[] =>
      answers.filter((one) => !one.endsWith(`: ${status}`));

    it('a request without credentials, at every route that needs them', async () => {
      const anonymous = new Visitor(stack);
      const answers = await walk(guarded, (...call) => anonymous.send(...call));
      expect(not(answers, 401)).toEqual([]);
      const open = operations.filter((one) => !guarded(one)).map(nameOf);
      expect(open.sort()).toEqual([
        'GET /openapi.json',
        'GET /sign-in',
        'POST /session',
        'POST /session/branding',
      ]);
    });

    it('another tenant’s people, at every route, and says no more than of a tenant that never was', async () => {
      const before = await readLog(stack.logDatabaseUrl, theirs.id);
      const answers = await walk(
        ofTenant,
        async (method, path, body) => {
          const real = await administrator.send(method, path, body);
          const invented = await administrator.send(method, path.replace(theirs.id, 'never'), body);
          expect(invented.text).toBe(real.text);
          return real;
        },
        theirs.id,
      );
      expect(not(answers, 404)).toEqual([]);
      expect((await readLog(stack.logDatabaseUrl, theirs.id)).position).toBe(before.position);
    });

    it('viewers from every change, and administrators from what is the operator’s', async () => {
      // Signing in and out, and the look at a link: everybody's own.
      const own = ({ path }: Operation): boolean => path.startsWith('/session');
      const changes = (one: Operation): boolean => isChange(one) && !own(one);
      expect(not(await walk(changes, (...call) => viewer.send(...call)), 403)).toEqual([]);
      const operators = ({ rank }: Operation): boolean => rank === 'operator';
      const answers = await walk(operators, (...call) => administrator.send(...call));
      expect(not(answers, 403)).toEqual([]);
    });

    it.each(['name', 'profile', 'rateLimit'])(
      'an administrator from changing %s',
      async (member) => {
        const body = { provisioning: 'disabled', [member]: member === 'profile' ? 'full' : 50 };
        const answer = await administrator.send('PATCH', `/tenants/${ours.id}`, body);
        expect([answer.status, bodyOf(answer)['detail']]).toEqual([
          403,
          expect.stringContaining(member),
        ]);
        const { provisioning } = bodyOf(await administrator.get(`/tenants/${ours.id}`));
        expect(provisioning).toBe('enabled');
      },
    );

    describe('changes that another site makes with somebody’s cookie', () => {
      const everyChange = (one: Operation): boolean => isChange(one) && guarded(one);
      const ask =
        (headers: Record<string, string>) =>
        (method: string, path: string, body: object | undefined) =>
          administrator.send(method, path, body, headers);

      it('without the CSRF token', async () => {
        const answers = await walk(everyChange, ask({ 'x-rollcall-csrf': '' }));
        expect(not(answers, 403)).toEqual([]);
      });

      it('with the CSRF token of another session', async () => {
        const answers = await walk(everyChange, ask({ 'x-rollcall-csrf': viewer.csrf as string }));
        expect(not(answers, 403)).toEqual([]);
      });

      it.each([
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ])('from %j, whatever else they carry', async (headers) => {
        const answers = await walk(isChange, ask(headers));
        expect(not(answers, 403)).toEqual([]);
      });

      it('and lets through what the console’s own page sends', async () => {
        const origin = new URL(stack.admin[0] as string).origin;
        const headers = { origin, 'sec-fetch-site': 'same-origin' };
        const change = { off: ['okta-password'] };
        const path = `/tenants/${ours.id}/quirks`;
        expect((await administrator.send('PATCH', path, change, headers)).status).toBe(200);
      });
    });

    describe('fixation:', () => {
      it('a cookie that was planted does not become the session', async () => {
        const planted = `rs_${'0'.repeat(24)}_${'A'.repeat(43)}`;
        const visitor = new Visitor(stack);
        visitor.cookie = `rollcall-session=${planted}`;
        expect((await visitor.open((await newLink(stack, ours.id)).url)).status).toBe(201);
        expect(visitor.cookie).not.toContain(planted);
        const thief = new Visitor(stack);
        thief.cookie = `rollcall-session=${planted}`;
        expect((await thief.get('/session')).status).toBe(401);
      });

      it('a sign-in over a session makes a new one and ends the old', async () => {
        const visitor = await signedIn(stack, ours.id);
        const former = visitor.cookie;
        await visitor.open((await newLink(stack, ours.id)).url);
        expect(visitor.cookie).not.toBe(former);
        const thief = new Visitor(stack);
        thief.cookie = former;
        expect((await thief.get('/session')).status).toBe(401);
      });

      it('two cookies of the name are none', async () => {
        const visitor = await signedIn(stack, ours.id);
        visitor.cookie = `${visitor.cookie}; rollcall-session=rs_x`;
        expect((await visitor.get('/session')).status).toBe(401);
      });
    });

    it('scripts from the cookie: HttpOnly, SameSite=Strict, for the whole host', async () => {
      const opened = await new Visitor(stack).open((await newLink(stack, ours.id)).url);
      expect(cookiesOf(opened)).toEqual([
        expect.stringMatching(
          /^rollcall-session=rs_[0-9a-f]{24}_[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
        ),
      ]);
    });

    describe('attempts at secrets:', () => {
      const tries = async (visitor: Visitor, ask: (i: number) => Promise<{ status: number }>) => {
        const statuses: number[] = [];
        for (let i = 0; i < 13; i += 1) statuses.push((await ask(i)).status);
        const last = await visitor.send('POST', '/session', { link: 'rl_x' });
        return { statuses, last };
      };
      const tenThenNoMore = [...Array<number>(10).fill(401), 429, 429, 429];

      it('links, from one address, without effect on other addresses', async () => {
        const guesser = new Visitor(stack, '203.0.113.1');
        const { statuses, last } = await tries(guesser, (i) =>
          guesser.open(`#rl_${String(i).padStart(24, '0')}_${'A'.repeat(43)}`),
        );
        expect(statuses).toEqual(tenThenNoMore);
        expect([codeOf(last), last.headers['retry-after']]).toEqual(['too-many', '60']);
        const good = (await newLink(stack, ours.id)).url;
        expect((await new Visitor(stack, '203.0.113.2').open(good)).status).toBe(201);
      });

      it('links, and a valid link still opens from the same address', async () => {
        const guesser = new Visitor(stack, '203.0.113.4');
        await tries(guesser, (i) =>
          guesser.open(`#rl_${String(i).padStart(24, '0')}_${'A'.repeat(43)}`),
        );
        const good = (await newLink(stack, ours.id)).url;
        const wrong = good.replace(/_[\w-]{43}$/, `_${'A'.repeat(43)}`);
        expect((await guesser.open(wrong)).status).toBe(401);
        expect((await new Visitor(stack, '203.0.113.4').open(good)).status).toBe(201);
      });

      it('from one network of IP version 6, whichever of its addresses it takes', async () => {
        const from = (i: number) => new Visitor(stack, `2001:db8:0:1::${i + 1}`);
        const made = (i: number) => `#rl_${String(i).padStart(24, '0')}_${'A'.repeat(43)}`;
        const statuses: number[] = [];
        for (let i = 0; i < 13; i += 1) statuses.push((await from(i).open(made(i))).status);
        expect(statuses).toEqual(tenThenNoMore);
        const other = new Visitor(stack, '2001:db8:0:2::1');
        expect((await other.open(made(99))).status).toBe(401);
      });

      it('with bodies that are none, which are counted before they are read', async () => {
        const guesser = new Visitor(stack, '203.0.113.5');
        const { statuses, last } = await tries(guesser, (i) =>
          guesser.send('POST', '/session', i % 2 === 0 ? {} : { link: 'x'.repeat(2_000) }),
        );
        expect(statuses).toEqual(statuses.map((_, i) => (i % 2 === 0 ? 400 : 413)));
        expect(last.status).toBe(429);
      });

      it('operator keys, and the right key still passes', async () => {
        const guesser = new Visitor(stack, '203.0.113.3');
        const key = (text: string) => ({ authorization: `Bearer ${text}` });
        const { statuses } = await tries(guesser, (i) => guesser.get('/tenants', key(`guess${i}`)));
        expect(statuses).toEqual(tenThenNoMore);
        expect((await guesser.get('/tenants', key(stack.operatorKey))).status).toBe(200);
      });
    });

    it.each([
      '/tenants/%0d%0aset-cookie:%20a=b',
      '/tenants?after=%0d%0aset-cookie:a=b',
      '/%0d%0aset-cookie:%20a=b',
    ])('line breaks from headers: %s', async (path) => {
      const answer = await adminOf(stack).get(path, { 'x-correlation-id': 'a b' });
      expect([400, 404]).toContain(answer.status);
      expect(cookiesOf(answer)).toEqual([]);
    });

    it('framing, sniffing and storing of what it answers', async () => {
      for (const path of ['/tenants', '/nothing', '/openapi.json']) {
        const { headers } = await adminOf(stack).get(path);
        expect(headers).toMatchObject({
          'content-security-policy': expect.stringContaining("default-src 'none'") as string,
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
          'cache-control': 'no-store',
        });
      }
    });
  });
