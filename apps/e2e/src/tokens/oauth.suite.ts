import { generateKeyPairSync } from 'node:crypto';
import { eventually } from '../audit/settled';
import { bodyOf, Client, strictUser, type Body } from '../support/client';
import {
  accessToken,
  newClient,
  newTrust,
  originOf,
  requestToken,
  viaOpenidClient,
  type OAuthClient,
} from '../support/oauth';
import { viaOauth4webapi } from '../support/oauth4webapi';
import { inLog } from '../support/records';
import type { Stack } from '../support/stack';
import { adminOf, JSON_TYPE, newTenant } from '../support/tenants';

const GRANT = { grant_type: 'client_credentials' };
const posted = ({ clientId, secret }: OAuthClient) => ({
  client_id: clientId,
  client_secret: secret,
});
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

export const oauth = (the: () => Stack): void =>
  describe('OAuth client credentials', () => {
    let stack: Stack;
    let tenantId: string;
    let client: Awaited<ReturnType<typeof newClient>>;
    beforeAll(async () => {
      stack = the();
      tenantId = (await newTenant(stack)).id;
      client = await newClient(stack, tenantId, { label: 'Entra' });
    });

    const call = async (token: string, gateway = 0): Promise<number> =>
      (await new Client(String(stack.scim[gateway]), token).get('/Users')).status;
    const refusal = async (answer: Response) => {
      const { error } = (await answer.json()) as Record<string, string>;
      return [answer.status, error];
    };

    it('has metadata as RFC 8414 defines it', async () => {
      const issuer = originOf(stack);
      const answer = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(await answer.json()).toEqual({
        issuer,
        token_endpoint: `${issuer}/oauth2/token`,
        token_endpoint_auth_methods_supported: [
          'client_secret_basic',
          'client_secret_post',
          'private_key_jwt',
        ],
        token_endpoint_auth_signing_alg_values_supported: expect.arrayContaining([
          'RS256',
        ]) as object,
        grant_types_supported: ['client_credentials'],
        response_types_supported: [],
        scopes_supported: ['scim'],
      });
    });

    it('names the token endpoint to a client that knows the SCIM endpoint alone (RFC 9728)', async () => {
      const issuer = originOf(stack);
      const resource = `${issuer}/scim/v2`;
      for (const headers of [{}, { authorization: 'Bearer rc_nothing' }]) {
        const { status, headers: found } = await fetch(`${resource}/Users`, { headers });
        expect([status, found.get('www-authenticate')]).toEqual([
          401,
          `Bearer realm="SCIM", resource_metadata="${issuer}/.well-known/oauth-protected-resource/scim/v2"`,
        ]);
      }
      for (const [path, is] of [
        ['/scim/v2', resource],
        ['', issuer],
      ] as const) {
        const answer = await fetch(`${issuer}/.well-known/oauth-protected-resource${path}`);
        expect(await answer.json()).toEqual({
          resource: is,
          authorization_servers: [issuer],
          scopes_supported: ['scim'],
          bearer_methods_supported: ['header'],
        });
      }
    });

    it('gives oauth4webapi an access token by each way that its metadata name', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      const key = { ...publicKey.export({ format: 'jwk' }), kid: 'own' };
      const { clientId } = await newTrust(stack, tenantId, {
        method: 'private_key_jwt',
        keys: [key],
      });
      const expected = { token_type: 'bearer', expires_in: 3_600, scope: 'scim' };
      const { secret } = client;
      for (const way of ['ClientSecretBasic', 'ClientSecretPost'] as const)
        expect(viaOauth4webapi(stack, client.clientId, { way, secret })).toMatchObject(expected);
      const own = {
        way: 'PrivateKeyJwt',
        key: privateKey.export({ format: 'jwk' }),
        kid: 'own',
      } as const;
      const { access_token: token, ...rest } = viaOauth4webapi(stack, clientId, own);
      expect(rest).toMatchObject(expected);
      expect((await new Client(stack.scim[0], String(token)).get('/Users')).status).toBe(200);
    });

    it.each(['ClientSecretBasic', 'ClientSecretPost'] as const)(
      'gives openid-client an access token by %s, which provisions',
      async (way) => {
        const { access_token: token, ...rest } = viaOpenidClient(stack, client, way);
        expect(rest).toEqual({ token_type: 'bearer', expires_in: 3_600, scope: 'scim' });
        const scim = new Client(stack.scim[0], String(token));
        const user = strictUser(`${way}@example.com`);
        expect((await scim.post('/Users', user)).status).toBe(201);
        // The event names the secret, which an administrator sees in the list.
        const [row] = await inLog(
          stack,
          `SELECT actor FROM events WHERE tenant_id = $1 ORDER BY position DESC LIMIT 1`,
          [tenantId],
        );
        expect(row?.['actor']).toBe(`token:${client.id}`);
      },
    );

    it('shows from where a secret is used, and publishes the first use alone', async () => {
      const used = await newClient(stack, tenantId, { label: 'from a network' });
      const token = await accessToken(stack, used);
      for (const gateway of [0, 1, 0]) expect(await call(token, gateway)).toBe(200);
      const rows = async (): Promise<readonly Body[]> => {
        const listed = bodyOf(await adminOf(stack).get(`/tenants/${tenantId}/tokens`));
        return (listed['tokens'] as readonly Body[]).filter(({ id }) => id === used.id);
      };
      const shown = async () => (await rows())[0]?.['usedNetworks'] as Body | undefined;
      expect(await eventually(shown, (found) => found?.['count'] !== 0)).toEqual({
        count: 1,
        newest: { network: '127.0.0.0/24', firstUsedAt: expect.any(String) as string },
      });
    });

    it('answers as RFC 6749 §5.1 asks, and lets nobody cache it', async () => {
      const answer = await requestToken(stack, { ...GRANT, ...posted(client) });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('pragma')).toBe('no-cache');
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(await answer.json()).toMatchObject({
        token_type: 'Bearer',
        expires_in: 3_600,
        scope: 'scim',
      });
    });

    it('says what is wrong by the codes of RFC 6749 §5.2', async () => {
      const { clientId, secret } = client;
      const wrong = `${secret.slice(0, 30)}${'x'.repeat(33)}${secret.slice(63)}`;
      const cases: [Record<string, string> | string, Record<string, string>, number, string][] = [
        [posted(client), {}, 400, 'invalid_request'],
        [{ ...GRANT, ...posted(client) }, basic(clientId, secret), 400, 'invalid_request'],
        [JSON.stringify(GRANT), { 'content-type': 'application/json' }, 400, 'invalid_request'],
        ['<a/>', { 'content-type': 'application/xml' }, 400, 'invalid_request'],
        [`a=${'x'.repeat(20_000)}`, {}, 400, 'invalid_request'],
        [{ ...posted(client), grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
        [{ ...GRANT, ...posted(client), scope: 'admin' }, {}, 400, 'invalid_scope'],
        [GRANT, {}, 401, 'invalid_client'],
        [{ ...GRANT, client_id: clientId, client_secret: wrong }, {}, 401, 'invalid_client'],
        [{ ...GRANT, client_id: 'other', client_secret: secret }, {}, 401, 'invalid_client'],
        [GRANT, basic(clientId, wrong), 401, 'invalid_client'],
      ];
      for (const [body, headers, status, code] of cases) {
        const answer = await requestToken(stack, body, headers);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
        expect(await refusal(answer)).toEqual([status, code]);
      }
    });

    it('takes no secret at the SCIM endpoint, and no access token at the token endpoint', async () => {
      expect(await call(client.secret)).toBe(401);
      const token = await accessToken(stack, client);
      const answer = await requestToken(stack, {
        ...GRANT,
        client_id: client.clientId,
        client_secret: token,
      });
      expect(await refusal(answer)).toEqual([401, 'invalid_client']);
    });

    it('rotates: two secrets live; the old one and its access tokens are refused within a second', async () => {
      const old = await newClient(stack, tenantId, { label: 'rotated' });
      const next = await newClient(stack, tenantId, { expiresInDays: 730 }, old.clientId);
      const [before, after] = [await accessToken(stack, old), await accessToken(stack, next)];
      expect([await call(before), await call(before, 1), await call(after)]).toEqual([
        200, 200, 200,
      ]);
      const listed = bodyOf(await adminOf(stack).get(`/tenants/${tenantId}/clients`));
      const found = (listed['clients'] as readonly Body[]).find(({ id }) => id === old.clientId);
      expect(found).toMatchObject({
        label: 'rotated',
        secrets: [{ id: next.id }, { id: old.id, lastUsedAt: expect.any(String) as string }],
      });
      const path = `/tenants/${tenantId}/clients/${old.clientId}`;
      const revoked = await adminOf(stack).delete(`${path}/secrets/${old.id}`);
      expect([202, 204]).toContain(revoked.status);
      const since = performance.now();
      await eventually(
        async () => [await call(before), await call(before, 1)],
        (statuses) => statuses.every((status) => status === 401),
      );
      expect(performance.now() - since).toBeLessThan(1_500);
      expect(await call(after)).toBe(200);
      expect((await adminOf(stack).delete(path)).status).toBeLessThan(300);
      await eventually(
        () => call(after),
        (status) => status === 401,
      );
      await expect(accessToken(stack, next)).rejects.toThrow('invalid_client');
    });

    it('shows the days of the secret, not the hour of the access token', async () => {
      const soon = await newClient(stack, tenantId, { expiresInDays: 7 });
      const days = async (one: OAuthClient) =>
        (await new Client(stack.scim[0], await accessToken(stack, one)).get('/Users')).headers[
          'x-rollcall-token-expires-in-days'
        ];
      expect([await days(soon), await days(client)]).toEqual(['7', undefined]);
    });

    it('is of one tenant: another sees no client of it', async () => {
      const other = await newTenant(stack);
      const path = `/tenants/${other.id}/clients`;
      expect(bodyOf(await adminOf(stack).get(path))['clients']).toEqual([]);
      const at = `${path}/${client.clientId}`;
      expect((await adminOf(stack).delete(at)).status).toBe(404);
      expect((await adminOf(stack).post(`${at}/secrets`, {}, JSON_TYPE)).status).toBe(404);
    });

    it('limits who guesses, and the good client goes on a second later', async () => {
      const guesses = await Promise.all(
        Array.from({ length: 60 }, () =>
          requestToken(stack, { ...GRANT, client_id: 'guess', client_secret: 'rc_guess' }),
        ),
      );
      const statuses = new Set(guesses.map(({ status }) => status));
      expect([...statuses].sort()).toEqual([401, 429]);
      await eventually(
        async () => (await requestToken(stack, { ...GRANT, ...posted(client) })).status,
        (status) => status === 200,
      );
    });
  });
