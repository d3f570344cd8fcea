import { generateKeyPairSync } from 'node:crypto';
import { eventually } from '../audit/settled';
import { Client } from '../support/client';
import { Issuer } from '../support/issuer';
import { newClient, newTrust, originOf, requestToken } from '../support/oauth';
import { viaOauth4webapi } from '../support/oauth4webapi';
import type { Stack } from '../support/stack';
import { newTenant } from '../support/tenants';

const GRANT = { grant_type: 'client_credentials' };
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What the RFCs of OAuth ask of a token endpoint and of a resource. */
export const oauthClauses = (the: () => Stack): void =>
  describe('OAuth', () => {
    let stack: Stack;
    let tenantId: string;
    let form: Readonly<Record<string, string>>;
    let issuer: Issuer;
    let federated: string;
    beforeAll(async () => {
      stack = the();
      tenantId = (await newTenant(stack)).id;
      const { clientId, secret } = await newClient(stack, tenantId);
      form = { ...GRANT, client_id: clientId, client_secret: secret };
      issuer = await Issuer.start();
      const trust = {
        method: 'federation',
        issuer: issuer.url,
        subject: 'scim-app',
        audiences: ['api://rollcall'],
      };
      federated = (await newTrust(stack, tenantId, trust)).clientId;
    });
    afterAll(() => issuer?.stop());

    const ask = async (
      body: Readonly<Record<string, string>> | string,
      headers: Readonly<Record<string, string>> = {},
    ) => {
      const answer = await requestToken(stack, body, headers);
      const json = (await answer.json()) as Readonly<Record<string, unknown>>;
      return { status: answer.status, headers: answer.headers, json };
    };
    const code = async (...request: Parameters<typeof ask>) => {
      const { status, json } = await ask(...request);
      return [status, json['error']];
    };
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    });
    const encoded = (text: string) =>
      [...text].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('');
    const id = () => String(form['client_id']);
    const secret = () => String(form['client_secret']);
    const present = (client_assertion: string, client_id = federated) =>
      code({ ...GRANT, client_id, client_assertion_type: ASSERTION, client_assertion });
    const REFUSED = [401, 'invalid_client'];

    it('RFC6749 §2.3-a: a request that authenticates twice is invalid_request', async () =>
      expect(await code(form, basic(id(), secret()))).toEqual([400, 'invalid_request']));

    it('RFC6749 §2.3.1-a: HTTP Basic is accepted, with both parts form-encoded', async () => {
      const { status } = await ask(GRANT, basic(encoded(id()), encoded(secret())));
      expect(status).toBe(200);
    });

    it('RFC6749 §3.2-a: the token endpoint answers POST alone', async () => {
      const query = new URLSearchParams(form).toString();
      const { status, headers } = await fetch(`${originOf(stack)}/oauth2/token?${query}`);
      expect([status, headers.get('allow')]).toEqual([405, 'OPTIONS, POST']);
    });

    it('RFC6749 §3.2-b: a parameter without a value is as if it were absent', async () =>
      expect((await ask({ ...form, scope: '', client_assertion: '' })).status).toBe(200));

    it('RFC6749 §3.2-c: an unknown parameter is ignored', async () =>
      expect((await ask({ ...form, resource: 'https://x.example.com' })).status).toBe(200));

    it('RFC6749 §3.2-d: a parameter that comes twice is invalid_request', async () => {
      const twice = `${new URLSearchParams(form).toString()}&grant_type=client_credentials`;
      expect(await code(twice)).toEqual([400, 'invalid_request']);
    });

    it('RFC6749 §3.3-a: a request without a scope gets the default one, and the answer names it', async () =>
      expect((await ask(form)).json).toMatchObject({ scope: 'scim' }));

    it('RFC6749 §4.4.3-a: no refresh token is issued', async () =>
      expect((await ask(form)).json).not.toHaveProperty('refresh_token'));

    it('RFC6749 §5.1-a: access_token, token_type and expires_in come as JSON', async () => {
      const { status, headers, json } = await ask(form);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toContain('application/json');
      expect(json).toMatchObject({
        access_token: expect.any(String) as string,
        token_type: 'Bearer',
        expires_in: 3_600,
      });
    });

    it('RFC6749 §5.1-b: no answer is cached', async () => {
      for (const { headers } of [await ask(form), await ask(GRANT)])
        expect([headers.get('cache-control'), headers.get('pragma')]).toEqual([
          'no-store',
          'no-cache',
        ]);
    });

    it('RFC6749 §5.2-a: every refusal has its code', async () => {
      expect(await code('{}', { 'content-type': 'application/json' })).toEqual([
        400,
        'invalid_request',
      ]);
      expect(await code({ ...form, grant_type: 'password' })).toEqual([
        400,
        'unsupported_grant_type',
      ]);
      expect(await code({ ...form, scope: 'admin' })).toEqual([400, 'invalid_scope']);
      expect(await code({ ...form, client_id: 'other' })).toEqual(REFUSED);
    });

    it('RFC6749 §5.2-b: a wrong Authorization header is 401 with WWW-Authenticate', async () => {
      const { status, headers } = await ask(GRANT, basic(id(), 'wrong'));
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    });

    it('RFC7523 §3-a: an assertion of another issuer is refused', async () =>
      expect(await present(issuer.token({ iss: 'https://evil.example.com' }))).toEqual(REFUSED));

    it('RFC7523 §3-b: an assertion about another subject is refused', async () =>
      expect(await present(issuer.token({ sub: 'other' }))).toEqual(REFUSED));

    it('RFC7523 §3-c: an assertion for another audience is refused', async () => {
      for (const aud of ['api://other', ['api://other'], 'api://rollcall/more', undefined])
        expect(await present(issuer.token({ aud }))).toEqual(REFUSED);
    });

    it('RFC7523 §3-d: an assertion that has ended, or has no end, is refused', async () => {
      for (const exp of [1_700_000_000, undefined])
        expect(await present(issuer.token({ exp }))).toEqual(REFUSED);
    });

    it('RFC7523 §3-e: an assertion that is not valid yet is refused', async () =>
      expect(await present(issuer.token({ nbf: 4_000_000_000 }))).toEqual(REFUSED));

    it('RFC7523 §3-f: a jti is accepted once', async () => {
      const once = issuer.token({ jti: 'clause' });
      expect([await present(once), await present(once)]).toEqual([[200, undefined], REFUSED]);
    });

    it('RFC7523 §3-g: an assertion without a good signature is refused', async () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      for (const bad of [issuer.token({}, {}, privateKey), issuer.unsafe('none'), 'a.b.c'])
        expect(await present(bad)).toEqual(REFUSED);
    });

    it('RFC7521 §4.2-a: a client_id that is not that of the assertion is refused', async () =>
      expect(await present(issuer.token(), id())).toEqual(REFUSED));

    it('IPSIE §4.1-a: a client gets a token of scope scim by private_key_jwt', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'own' }];
      const { clientId } = await newTrust(stack, tenantId, { method: 'private_key_jwt', keys });
      const key = privateKey.export({ format: 'jwk' });
      const token = viaOauth4webapi(stack, clientId, { way: 'PrivateKeyJwt', key, kid: 'own' });
      expect(token).toMatchObject({ scope: 'scim' });
      const scim = new Client(String(stack.scim[0]), String(token['access_token']));
      expect((await scim.get('/Users')).status).toBe(200);
    });

    it('RFC8414 §3-a: the metadata are at their well-known address, of the same issuer', async () => {
      const base = originOf(stack);
      const answer = await fetch(`${base}/.well-known/oauth-authorization-server`);
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(await answer.json()).toMatchObject({
        issuer: base,
        token_endpoint: `${base}/oauth2/token`,
      });
    });

    it('RFC9728 §3-a: the metadata of the resource are inserted before its path', async () => {
      const base = originOf(stack);
      const answer = await fetch(`${base}/.well-known/oauth-protected-resource/scim/v2`);
      expect(await answer.json()).toMatchObject({
        resource: `${base}/scim/v2`,
        authorization_servers: [base],
      });
    });

    it('RFC9728 §5.1-a: a 401 names the metadata of the resource', async () => {
      const base = originOf(stack);
      const { headers } = await fetch(`${base}/scim/v2/Users`);
      expect(headers.get('www-authenticate')).toContain(
        `resource_metadata="${base}/.well-known/oauth-protected-resource/scim/v2"`,
      );
    });

    it('RFC6749 §2.3.1-b: many wrong secrets of a source are limited', async () => {
      const guess = { ...GRANT, client_id: 'guess', client_secret: 'rc_guess' };
      const answers = await Promise.all(Array.from({ length: 60 }, () => ask(guess)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
      // The next suite comes from the same source.
      await eventually(
        () => ask(form),
        ({ status }) => status === 200,
      );
    });
  });
