import { generateKeyPairSync } from 'node:crypto';
import { eventually } from '../audit/settled';
import { bodyOf, Client, strictUser, type Body } from '../support/client';
import { Issuer, type Lie } from '../support/issuer';
import { newTrust, requestToken } from '../support/oauth';
import type { Stack } from '../support/stack';
import { adminOf, JSON_TYPE, newTenant } from '../support/tenants';

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export const federation = (the: () => Stack): void =>
  describe('workload identity federation', () => {
    let stack: Stack;
    let tenantId: string;
    let issuer: Issuer;
    let clientId: string;
    let trustId: string;
    const trust = () => ({
      method: 'federation',
      issuer: issuer.url,
      subject: 'scim-app',
      audiences: ['api://other', 'api://rollcall'],
    });
    beforeAll(async () => {
      stack = the();
      tenantId = (await newTenant(stack)).id;
      issuer = await Issuer.start();
      ({ clientId, id: trustId } = await newTrust(stack, tenantId, trust()));
    });
    afterAll(() => issuer?.stop());

    const present = (assertion: string, id = clientId): Promise<Response> =>
      requestToken(stack, {
        grant_type: 'client_credentials',
        client_id: id,
        client_assertion_type: TYPE,
        client_assertion: assertion,
      });
    const answerOf = async (assertion: string, id = clientId): Promise<Body> => {
      const answer = await present(assertion, id);
      return { status: answer.status, ...((await answer.json()) as Body) };
    };
    /** The newest refusal that the administrator sees. */
    const logged = async (): Promise<Body> => {
      const { requests } = bodyOf(await adminOf(stack).get(`/tenants/${tenantId}/requests`));
      return (requests as readonly Body[])[0] ?? {};
    };

    it('gives a trusted provider an access token, which provisions', async () => {
      const { access_token: token, ...rest } = await answerOf(issuer.token());
      expect(rest).toEqual({ status: 200, token_type: 'Bearer', expires_in: 3_600, scope: 'scim' });
      const scim = new Client(stack.scim[0], String(token));
      expect((await scim.post('/Users', strictUser('federated@example.com'))).status).toBe(201);
    });

    it('is the credential of the tenant, and does not expire', async () => {
      const admin = adminOf(stack);
      expect(bodyOf(await admin.get(`/tenants/${tenantId}/status`))).toMatchObject({
        credential: { id: trustId, clientId, expiresAt: null, daysLeft: null },
        liveTokens: expect.arrayContaining([trustId]) as string[],
      });
      const { tenants } = bodyOf(await admin.get('/overview?count=500'));
      const own = (tenants as readonly Body[]).find(({ id }) => id === tenantId);
      expect(own).toBeDefined();
      expect(own).not.toHaveProperty('tokensEndAt');
    });

    it.each<[string, () => string, string]>([
      ['another issuer', () => issuer.token({ iss: 'https://evil.example.com' }), 'iss'],
      ['another audience', () => issuer.token({ aud: 'api://rollcall/scim' }), 'aud'],
      ['another subject', () => issuer.token({ sub: 'other' }), 'sub'],
      ['an end in the past', () => issuer.token({ exp: 1_700_000_000 }), 'exp'],
      ['a beginning in the future', () => issuer.token({ nbf: 4_000_000_000 }), 'nbf'],
      ['an unknown kid', () => issuer.token({}, { kid: 'forged' }), 'kid'],
      ['no signature', () => issuer.unsafe('none'), 'alg'],
      ['a MAC with the public key', () => issuer.unsafe('HS256'), 'alg'],
      ['a signature of another key', () => issuer.token({}, {}, STRANGER), 'signature'],
      ['a text that is no JWT', () => 'a.b.c', 'format'],
    ])('refuses %s, and the request log says what differs', async (_, assertion, what) => {
      const { status, error } = await answerOf(assertion());
      expect([status, error]).toEqual([401, 'invalid_client']);
      // Refusals of one trust within a second are one entry: it may be that of the case before.
      const entry = await eventually(
        async () => answerOf(assertion()).then(logged),
        ({ detail }) => String(detail).includes(`for ${what}:`),
      );
      expect(entry).toMatchObject({ path: '/oauth2/token', code: 'assertion-refused' });
      expect(String(entry['detail'])).toMatch(/expected .+, got .+/);
    });

    it('takes a jti once', async () => {
      const once = issuer.token({ jti: 'once' });
      expect((await answerOf(once)).status).toBe(200);
      expect(await answerOf(once)).toMatchObject({ status: 401, error: 'invalid_client' });
    });

    const oversized = JSON.stringify({ keys: 'x'.repeat(300_000) });
    it.each<[string, Lie, RegExp]>([
      [
        'redirects inside',
        (r) => void r.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
        /redirect/,
      ],
      ['answers too much', (r) => void r.end(oversized), /262144/],
      ['never ends', (r) => void r.writeHead(200).write('{'), /5 seconds/],
      ['is away', (r) => void r.writeHead(503).end(), /503/],
    ])('is 503 where an address of keys %s, and the log says so', async (_, lie, why) => {
      const liar = await Issuer.start();
      liar.lie = lie;
      try {
        const own = await newTrust(stack, tenantId, { ...trust(), issuer: liar.url });
        expect(await answerOf(liar.token(), own.clientId)).toMatchObject({
          status: 503,
          error: 'temporarily_unavailable',
        });
        await eventually(logged, ({ detail }) => why.test(String(detail)));
        expect((await answerOf(issuer.token())).status).toBe(200);
      } finally {
        liar.stop();
      }
    });

    it('goes on while the keys are away, and takes a rotated key', async () => {
      issuer.lie = (response) => void response.writeHead(503).end();
      expect((await answerOf(issuer.token())).status).toBe(200);
      issuer.lie = undefined;
      issuer.rotate();
      const { status } = await eventually(
        () => answerOf(issuer.token()),
        (answer) => answer.status === 200,
      );
      expect(status).toBe(200);
    });

    it('access tokens live as long as the tenant chose', async () => {
      const path = `/tenants/${tenantId}/access-tokens`;
      await adminOf(stack).send('PUT', path, { lifetimeMinutes: 120 }, JSON_TYPE);
      expect(await answerOf(issuer.token())).toMatchObject({ expires_in: 7_200 });
    });

    it('a revoked trust takes its access tokens along', async () => {
      const { access_token: token } = await answerOf(issuer.token());
      const scim = new Client(stack.scim[0], String(token));
      expect((await scim.get('/Users')).status).toBe(200);
      const path = `/tenants/${tenantId}/trusts/${trustId}`;
      expect([202, 204]).toContain((await adminOf(stack).delete(path)).status);
      await eventually(
        async () => (await scim.get('/Users')).status,
        (status) => status === 401,
      );
      expect((await answerOf(issuer.token())).status).toBe(401);
    });
  });

const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
