import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client as Postgres } from 'pg';
import { bodyOf, Client, type Body } from '../support/client';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, issueToken, newTenant, type Tenant } from '../support/tenants';

const JSON_TYPE = { 'content-type': 'application/json' };
const DAY_MS = 86_400_000;

export const rotation = (the: () => Stack): void =>
  describe('a token near its end', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const send = (method: string, { id }: Tenant, path: string, body?: object) =>
      adminOf(stack).send(method, `/tenants/${id}${path}`, body, body ? JSON_TYPE : {});
    const start = async (tenant: Tenant, more: object = {}): Promise<Body> => {
      const answer = await send('POST', tenant, '/rotation', { tokenId: tenant.tokenId, ...more });
      expect(answer.status).toBe(201);
      return bodyOf(answer);
    };
    const shown = async (tenant: Tenant): Promise<Body> =>
      bodyOf(await send('GET', tenant, '/rotation'));
    const call = async (token: unknown): Promise<number> =>
      (await new Client(stack.scim[0], String(token)).get('/Schemas')).status;
    /** The old token was last used two hours ago, as far as anybody has noted. */
    const quieten = async (tenant: Tenant): Promise<void> => {
      const log = new Postgres(stack.logDatabaseUrl);
      await log.connect();
      await log.query(
        `UPDATE token_uses SET last_at = now() - interval '2 hours'
         WHERE tenant_id = $1 AND token_id = $2`,
        [tenant.id, tenant.tokenId],
      );
      await log.end();
    };

    it('is rotated with proof: both live, counted, and safe only when the old one is quiet', async () => {
      const tenant = await newTenant(stack);
      const { token, id: freshId } = await start(tenant, { label: 'next', expiresInDays: 90 });
      const roles = async () =>
        (bodyOf(await send('GET', tenant, '/tokens'))['tokens'] as readonly Body[]).map(
          ({ id, rotation: role }) => [id, role],
        );
      expect(await roles()).toEqual([
        [freshId, 'new'],
        [tenant.tokenId, 'old'],
      ]);
      expect(await shown(tenant)).toMatchObject({
        safeToRevoke: false,
        reason: 'new-not-seen',
        safeAt: null,
      });
      expect([await call(tenant.token), await call(token)]).toEqual([200, 200]);
      const used = await eventually(
        () => shown(tenant),
        (one) => (one['new'] as Body)['requests'] === 1 && (one['old'] as Body)['requests'] === 1,
      );
      expect(used).toMatchObject({ safeToRevoke: false, reason: 'old-still-used' });
      const lastAt = Date.parse(String((used['old'] as Body)['lastUsedAt']));
      expect(Date.parse(String(used['safeAt'])) - lastAt).toBe(3_600_000);
      const early = await send('POST', tenant, '/rotation/finish');
      expect([early.status, bodyOf(early)['code']]).toEqual([409, 'old-still-used']);
      expect((await send('POST', tenant, '/rotation/finish', { anyway: true })).status).toBe(204);
      await eventually(
        () => call(tenant.token),
        (status) => status === 401,
      );
      expect(await call(token)).toBe(200);
      expect((await send('GET', tenant, '/rotation')).status).toBe(404);
      expect((await roles()).map(([, role]) => role)).toEqual([null, null]);
    });

    it('counts no connection test as a use', async () => {
      const tenant = await newTenant(stack);
      const { token } = await start(tenant);
      const run = await send('POST', tenant, '/connection/test', { token: String(token) });
      expect(run.text).toContain('"passed":true');
      expect(await shown(tenant)).toMatchObject({ reason: 'new-not-seen' });
    });

    it('stays when the rotation is cancelled, and the new one goes', async () => {
      const tenant = await newTenant(stack);
      const { token } = await start(tenant);
      expect((await send('POST', tenant, '/rotation', { tokenId: tenant.tokenId })).status).toBe(
        409,
      );
      expect((await send('DELETE', tenant, '/rotation')).status).toBe(204);
      await eventually(
        () => call(token),
        (status) => status === 401,
      );
      expect(await call(tenant.token)).toBe(200);
    });

    it('goes at the end of the overlap that was set, whatever still uses it', async () => {
      const tenant = await newTenant(stack);
      const overlapUntil = new Date(Date.now() + 1_500).toISOString();
      const { token } = await start(tenant, { overlapUntil });
      await eventually(
        () => call(tenant.token),
        (status) => status === 401,
        30_000,
      );
      expect(await call(token)).toBe(200);
    });

    it('is safe to revoke in the eyes of both who note uses', async () => {
      const tenant = await newTenant(stack);
      const { token } = await start(tenant);
      await call(token);
      await eventually(
        () => shown(tenant),
        ({ reason }) => reason === 'safe',
      );
      await call(tenant.token);
      await eventually(
        () => shown(tenant),
        ({ reason }) => reason === 'old-still-used',
      );
      // The log alone says quiet: the token service has seen it a moment ago.
      await quieten(tenant);
      expect(await shown(tenant)).toMatchObject({ reason: 'old-still-used' });
    });

    it('is counted in the list, with the days that are left', async () => {
      const tenant = await newTenant(stack);
      await issueToken(stack, tenant.id, { label: 'short', expiresInDays: 10 });
      await call(tenant.token);
      const rows = await eventually(
        async () => bodyOf(await send('GET', tenant, '/tokens'))['tokens'] as readonly Body[],
        (found) => found.some(({ requests }) => requests === 1),
      );
      expect(rows).toEqual([
        expect.objectContaining({ label: 'short', requests: 0, daysLeft: 10 }),
        expect.objectContaining({ id: tenant.tokenId, requests: 1, daysLeft: 180 }),
      ]);
    });

    it('is warned of: in the list of warnings, and on each answer in its last fourteen days', async () => {
      const tenant = await newTenant(stack);
      const soon = await issueToken(stack, tenant.id, { label: 'soon', expiresInDays: 9 });
      await issueToken(stack, tenant.id, { label: 'later', expiresInDays: 29 });
      const { warnings } = bodyOf(await send('GET', tenant, '/warnings'));
      expect(warnings).toEqual([
        expect.objectContaining({ tokenId: soon.id, label: 'soon', daysLeft: 9 }),
        expect.objectContaining({ label: 'later', daysLeft: 29 }),
      ]);
      const header = 'x-rollcall-token-expires-in-days';
      const near = await new Client(stack.scim[0], soon.token).get('/Schemas');
      expect(near.headers[header]).toBe('9');
      expect((await tenant.client.get('/Schemas')).headers[header]).toBeUndefined();
    });

    it('is sent to the webhook until that accepts it, once', async () => {
      const tenant = await newTenant(stack);
      const received: { headers: Record<string, unknown>; body: Body }[] = [];
      const server = createServer((request, answer) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => {
          received.push({ headers: request.headers, body: JSON.parse(text) as Body });
          answer.writeHead(204).end();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        const expiresAt = new Date(Date.now() + 7 * DAY_MS + 500).toISOString();
        const { id } = await issueToken(stack, tenant.id, { label: 'week', expiresAt });
        await new Promise((resolve) => setTimeout(resolve, 700));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
        const put = await send('PUT', tenant, '/webhook', { url });
        expect([put.status, typeof bodyOf(put)['secret']]).toEqual([200, 'string']);
        await eventually(
          async () => bodyOf(await send('GET', tenant, '/webhook')),
          ({ deliveredAt }) => deliveredAt !== null,
          30_000,
        );
        expect(received.map(({ body }) => body)).toEqual([
          {
            type: 'TokenExpiring',
            tenantId: tenant.id,
            tokenId: id,
            label: 'week',
            expiresAt,
            daysLeft: 7,
          },
        ]);
        expect(received[0]?.headers).toMatchObject({
          'x-rollcall-delivery': `${tenant.id}/${id}/7`,
          'x-rollcall-signature': expect.stringMatching(/^v1=[0-9a-f]{64}$/) as unknown,
        });
        expect((await send('DELETE', tenant, '/webhook')).status).toBe(204);
        expect((await send('GET', tenant, '/webhook')).status).toBe(404);
      } finally {
        server.close();
      }
    });

    it.each(['ftp://example.com/', 'http://user:word@example.com/', 'nonsense'])(
      'is sent to no webhook at %s',
      async (url) => {
        const tenant = await newTenant(stack);
        expect((await send('PUT', tenant, '/webhook', { url })).status).toBe(400);
      },
    );
  });
