import { bodyOf, idOf, type Body } from '../support/client';
import { inLog, readPublished } from '../support/records';
import { whenPublished } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, JSON_TYPE, newLink, newTenant, type Tenant } from '../support/tenants';
import type { Answer } from '../support/tools';
import { cookiesOf, secretOf, Visitor } from '../support/visitor';

/** Somebody with a session of this tenant. */
export const signedIn = async (
  stack: Stack,
  tenantId: string,
  role: 'administrator' | 'viewer' = 'administrator',
): Promise<Visitor> => {
  const visitor = new Visitor(stack);
  const answer = await visitor.open((await newLink(stack, tenantId, { role })).url);
  if (answer.status !== 201) throw new Error(`no session: ${answer.status} ${answer.text}`);
  return visitor;
};

export const codeOf = (answer: Answer): unknown => bodyOf(answer)['code'];

export const consoleAccess = (the: () => Stack): void =>
  describe('ways into the console', () => {
    let stack: Stack;
    let tenant: Tenant;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
    });

    const links = async (): Promise<readonly Body[]> =>
      bodyOf(await adminOf(stack).get(`/tenants/${tenant.id}/links`))['links'] as Body[];
    const statusOf = async (id: string): Promise<unknown> =>
      (await links()).find((link) => link['id'] === id)?.['status'];

    describe('a set-up link', () => {
      it('is made by an operator, for a day and an administrator when nothing else is said', async () => {
        const before = Date.now();
        const answer = await adminOf(stack).post(
          `/tenants/${tenant.id}/links`,
          { label: 'Ada' },
          JSON_TYPE,
        );
        expect(answer.status).toBe(201);
        const { url, role, label, expiresAt } = bodyOf(answer);
        expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console\/open#rl_[0-9a-f]{24}_[\w-]{43}$/);
        expect([role, label]).toEqual(['administrator', 'Ada']);
        const hours = (Date.parse(String(expiresAt)) - before) / 3_600_000;
        expect(Math.round(hours)).toBe(24);
      });

      it('becomes a session once, and is used from then on', async () => {
        const { id, url } = await newLink(stack, tenant.id, { label: 'Ada', role: 'viewer' });
        expect(await statusOf(id)).toBe('open');
        const visitor = new Visitor(stack);
        const opened = await visitor.open(url);
        expect(opened.status).toBe(201);
        expect(bodyOf(opened)).toMatchObject({ role: 'viewer', tenantId: tenant.id, name: 'Ada' });
        const { role, csrf } = bodyOf(opened);
        expect(bodyOf(await visitor.get('/session'))).toMatchObject({ role, csrf, name: 'Ada' });
        expect(await statusOf(id)).toBe('used');
        const again = await new Visitor(stack).open(url);
        expect([again.status, codeOf(again)]).toEqual([410, 'link-used']);
        expect(cookiesOf(again)).toEqual([]);
      });

      it('opens for one of many who use it at the same moment', async () => {
        const { url } = await newLink(stack, tenant.id);
        const answers = await Promise.all(
          Array.from({ length: 8 }, () => new Visitor(stack).open(url)),
        );
        expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(410)]);
      });

      it('that has expired opens nothing', async () => {
        const { id, url } = await newLink(stack, tenant.id, { expiresInHours: 1 });
        await inLog(
          stack,
          `UPDATE setup_links SET expires_at = now() - interval '1 second' WHERE link_id = $1`,
          [id],
        );
        const answer = await new Visitor(stack).open(url);
        expect([answer.status, codeOf(answer)]).toEqual([410, 'link-expired']);
        expect(bodyOf(answer)['detail']).toMatch(/new one/);
        expect(await statusOf(id)).toBe('expired');
      });

      it('that was revoked opens nothing', async () => {
        const { id, url } = await newLink(stack, tenant.id);
        const path = `/tenants/${tenant.id}/links/${id}`;
        expect((await adminOf(stack).delete(path)).status).toBe(204);
        expect((await adminOf(stack).delete(path)).status).toBe(204);
        const answer = await new Visitor(stack).open(url);
        expect([answer.status, codeOf(answer)]).toEqual([410, 'link-revoked']);
        expect(await statusOf(id)).toBe('revoked');
      });

      it('ends the session that it became when it is revoked', async () => {
        const { id, url } = await newLink(stack, tenant.id);
        const visitor = new Visitor(stack);
        await visitor.open(url);
        expect((await visitor.get('/session')).status).toBe(200);
        await adminOf(stack).delete(`/tenants/${tenant.id}/links/${id}`);
        expect((await visitor.get('/session')).status).toBe(401);
        expect((await visitor.get(`/tenants/${tenant.id}`)).status).toBe(401);
      });

      it('of one tenant cannot be revoked through another', async () => {
        const other = await newTenant(stack);
        const { id } = await newLink(stack, tenant.id);
        expect((await adminOf(stack).delete(`/tenants/${other.id}/links/${id}`)).status).toBe(404);
        expect(await statusOf(id)).toBe('open');
      });

      it.each([
        { expiresInHours: 0 },
        { expiresInHours: 169 },
        { role: 'operator' },
        { label: 'a\nb' },
        { label: 7 },
        { colour: 'blue' },
      ])('%j is refused', async (body) => {
        const answer = await adminOf(stack).post(`/tenants/${tenant.id}/links`, body, JSON_TYPE);
        expect(answer.status).toBe(400);
      });

      it('lets its own browser in again, by the session that it became, and no other', async () => {
        const { url } = await newLink(stack, tenant.id);
        const visitor = new Visitor(stack);
        const first = bodyOf(await visitor.open(url));
        expect(first).toMatchObject({ signedInBy: 'link' });
        const { cookie } = visitor;
        const again = await visitor.open(url);
        expect([again.status, bodyOf(again)['csrf']]).toEqual([201, first['csrf']]);
        expect(visitor.cookie).toBe(cookie);
        // Neither another session of the tenant, nor a right id with a wrong secret.
        const other = await signedIn(stack, tenant.id);
        expect(codeOf(await other.open(url))).toBe('link-used');
        expect((await other.get('/session')).status).toBe(200);
        const wrong = await visitor.open(url.slice(0, -3) + (url.endsWith('AAA') ? 'BBB' : 'AAA'));
        expect([wrong.status, codeOf(wrong)]).toEqual([401, 'link-unknown']);
        expect((await visitor.get('/session')).status).toBe(200);
      });

      it('with a wrong secret behind a right id is as unknown as one that never was', async () => {
        const { url } = await newLink(stack, tenant.id);
        const secret = secretOf(url);
        const wrong = secret.slice(0, -3) + (secret.endsWith('AAA') ? 'BBB' : 'AAA');
        const invented = `rl_${'0'.repeat(24)}_${'A'.repeat(43)}`;
        const visitor = new Visitor(stack, '198.51.100.20');
        const [one, other, none] = [
          await visitor.open(`#${wrong}`),
          await visitor.open(`#${invented}`),
          await visitor.open('#nonsense'),
        ];
        expect([one.status, codeOf(one)]).toEqual([401, 'link-unknown']);
        expect([other.text, none.text]).toEqual([one.text, one.text]);
      });
    });

    describe('a session', () => {
      it('is over after a time without use, and after its whole life', async () => {
        for (const column of ['seen_at', 'expires_at']) {
          const visitor = await signedIn(stack, tenant.id);
          const id = visitor.cookie?.split('_')[1];
          await inLog(
            stack,
            `UPDATE console_sessions SET ${column} = ${column} - interval '12 hours' WHERE session_id = $1`,
            [id],
          );
          expect((await visitor.get('/session')).status).toBe(401);
        }
      });

      it('goes on while it is used', async () => {
        const visitor = await signedIn(stack, tenant.id);
        const id = visitor.cookie?.split('_')[1];
        const later = `UPDATE console_sessions SET seen_at = seen_at - interval '1 hour' WHERE session_id = $1`;
        for (let hour = 0; hour < 3; hour += 1) {
          await inLog(stack, later, [id]);
          expect((await visitor.get('/session')).status).toBe(200);
        }
      });

      it('is known to every gateway', async () => {
        const visitor = await signedIn(stack, tenant.id);
        const elsewhere = new Visitor(stack, '198.51.100.7', stack.admin.length - 1);
        elsewhere.cookie = visitor.cookie;
        expect((await elsewhere.get('/session')).status).toBe(200);
      });

      it('is gone after signing out, and its cookie with it', async () => {
        const visitor = await signedIn(stack, tenant.id);
        const { cookie } = visitor;
        const out = await visitor.send('DELETE', '/session');
        expect(out.status).toBe(204);
        expect(cookiesOf(out)[0]).toMatch(/^rollcall-session=; Max-Age=0; Path=\/; HttpOnly/);
        visitor.cookie = cookie;
        expect((await visitor.get('/session')).status).toBe(401);
      });

      it('says the operator’s key for what it is', async () => {
        const answer = await adminOf(stack).get('/session');
        expect(bodyOf(answer)).toMatchObject({ role: 'operator', tenantId: null, csrf: null });
      });
    });

    describe('acts', () => {
      it('are events with the actor who did them', async () => {
        const own = await newTenant(stack);
        const { id, url } = await newLink(stack, own.id, { label: 'Ada' });
        const ada = new Visitor(stack);
        await ada.open(url);
        const path = `/tenants/${own.id}`;
        await ada.send('PATCH', path, { provisioning: 'disabled' });
        await ada.send('PATCH', `${path}/quirks`, { off: ['okta-password'] });
        await adminOf(stack).send('PATCH', path, { rateLimit: 50 }, JSON_TYPE);
        await adminOf(stack).delete(`${path}/links/${id}`);
        await whenPublished(stack, own.id);
        const published = (await readPublished(stack.brokers, own.id, stack.generation)).map(
          ({ type, actor, data }) => [type, actor, data],
        );
        const link = `link:${id}`;
        const operator = 'operator:operator';
        const source = '127.0.0.1';
        expect(published.slice(2)).toEqual([
          ['SetUpLinkIssued', operator, expect.objectContaining({ linkId: id, source })],
          ['SetUpLinkUsed', link, { linkId: id, source: ada.address }],
          ['ProvisioningDisabled', link, { source: ada.address }],
          [
            'DialectChosen',
            link,
            { strictness: 'tolerant', quirksOff: ['okta-password'], source: ada.address },
          ],
          ['RateLimitChosen', operator, { rateLimit: 50, source }],
          ['SetUpLinkRevoked', operator, { linkId: id, source }],
        ]);
      });

      it('on tokens say who made and who revoked them', async () => {
        const ada = await signedIn(stack, tenant.id);
        const made = await ada.send('POST', `/tenants/${tenant.id}/tokens`, { label: 'hers' });
        expect(made.status).toBe(201);
        expect(bodyOf(made)['createdBy']).toMatch(/^link:[0-9a-f]{24}$/);
        const path = `/tenants/${tenant.id}/tokens/${idOf(made)}`;
        expect((await ada.send('DELETE', path)).status).toBe(204);
      });
    });
  });
