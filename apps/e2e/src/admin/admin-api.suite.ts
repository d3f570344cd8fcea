import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { randomUUID } from 'node:crypto';
import { bodyOf, type Client, idOf, strictUser, type Body } from '../support/client';
import { inLog } from '../support/records';
import { DELIVERY_CALLS } from './delivery-calls';
import { OAUTH_CALLS, type Call, type Scene } from './oauth-calls';
import { leftBy, operationsOf, pathOf, type Operation } from './operations';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';
import {
  adminOf,
  closeTenant,
  JSON_TYPE,
  newLink,
  newTenant,
  type Tenant,
} from '../support/tenants';
import type { Answer } from '../support/tools';
import { Visitor } from '../support/visitor';

/** What each call that is no plain GET sends, and ids for its path; a new route asks for a line. */
const CALLS: Readonly<Record<string, (scene: Scene) => Promise<Call>>> = {
  postTenants: () => Promise.resolve({ body: { name: 'Described' } }),
  deleteTenantsById: ({ stack, tenant }) => closeTenant(stack, tenant.id).then(() => ({})),
  postTenantsErasures: async ({ tenant }) => {
    const user = idOf(await tenant.client.post('/Users', strictUser('gone@example.com')));
    await tenant.client.delete(`/Users/${user}`);
    return { body: { user } };
  },
  patchTenantsById: () => Promise.resolve({ body: { name: 'Renamed', rateLimit: null } }),
  postTenantsTokens: () => Promise.resolve({ body: { label: 'described' } }),
  deleteTenantsTokensByTokenId: ({ tenant }) =>
    Promise.resolve({ ids: { tokenId: tenant.tokenId } }),
  ...OAUTH_CALLS,
  ...DELIVERY_CALLS,
  patchTenantsQuirks: () => Promise.resolve({ body: { on: ['okta-password'] } }),
  postTenantsRedrive: () => Promise.resolve({ body: {} }),
  postTenantsLinks: () => Promise.resolve({ body: { role: 'viewer' } }),
  deleteTenantsLinksByLinkId: async ({ stack, tenant }) => ({
    ids: { linkId: (await newLink(stack, tenant.id)).id },
  }),
  patchTenantsBranding: () => Promise.resolve({ body: { name: 'Described', accent: '#5b2a86' } }),
  postSessionBranding: async ({ stack, tenant }) => ({
    body: { link: (await newLink(stack, tenant.id)).url.split('#')[1] },
  }),
  postSession: async ({ stack, tenant }) => ({
    body: { link: (await newLink(stack, tenant.id)).url.split('#')[1] },
  }),
  deleteSession: () => Promise.resolve({}),
  patchTenantsConnection: () => Promise.resolve({ body: { provider: 'okta' } }),
  postTenantsConnectionSave: () => Promise.resolve({}),
  postTenantsConnectionTest: ({ tenant }) => Promise.resolve({ body: { token: tenant.token } }),
  putTenantsCapture: () => Promise.resolve({ body: { minutes: 5 } }),
  getTenantsRequestsById: async ({ stack, tenant }) => ({
    ids: { id: await logged(stack, tenant) },
  }),
  getTenantsUsersById: async ({ tenant }) => ({
    ids: { id: idOf(await tenant.client.post('/Users', strictUser('ada@example.com'))) },
  }),
  getTenantsGroupsById: async ({ stack, tenant }) => {
    await adminOf(stack).send('PATCH', `/tenants/${tenant.id}`, { profile: 'full' }, JSON_TYPE);
    const group = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Described',
    };
    const made = await eventually(
      () => tenant.client.post('/Groups', group),
      ({ status }) => status === 201,
    );
    return { ids: { id: idOf(made) } };
  },
  postTenantsRotation: ({ tenant }) => Promise.resolve({ body: { tokenId: tenant.tokenId } }),
  getTenantsRotation: async (scene) => rotating(scene, {}),
  deleteTenantsRotation: async (scene) => rotating(scene, {}),
  postTenantsRotationFinish: async (scene) => rotating(scene, { body: { anyway: true } }),
  putTenantsWebhook: () => Promise.resolve({ body: WEBHOOK }),
  getTenantsWebhook: async (scene) => hooked(scene),
  deleteTenantsWebhook: async (scene) => hooked(scene),
};

/** It ends by itself after ten minutes; its own suite reads it. */
const ENDLESS = 'getTenantsRequestsLive';
const WEBHOOK = { url: 'https://hooks.example.com/rollcall' };

const logged = async (stack: Stack, tenant: Tenant): Promise<string> => {
  await tenant.client.get('/Schemas');
  const found = await eventually(
    async () => bodyOf(await adminOf(stack).get(`/tenants/${tenant.id}/requests`))['requests'],
    (requests) => (requests as readonly Body[]).length > 0,
  );
  return String((found as readonly Body[])[0]?.['id']);
};
const rotating = async ({ stack, tenant }: Scene, call: Call): Promise<Call> => {
  const body = { tokenId: tenant.tokenId };
  await adminOf(stack).post(`/tenants/${tenant.id}/rotation`, body, JSON_TYPE);
  return call;
};
const hooked = async ({ stack, tenant }: Scene): Promise<Call> => {
  await adminOf(stack).send('PUT', `/tenants/${tenant.id}/webhook`, WEBHOOK, JSON_TYPE);
  return {};
};

/** What these calls are about is as it was: a key has no session, provisioning is on already. */
const UNCHANGED = ['deleteSession', 'postTenantsConnectionSave'];

/** A change that left none of the facts it names; those of tokens are in the token service. */
const unrecorded = ({ id, method, document }: Operation, left: readonly string[]): string[] => {
  const named = ((document['x-leaves'] ?? []) as string[]).filter(
    (one) => !/^(Token|Trust|AccessToken)/.test(one),
  );
  if (method === 'GET' || named.length === 0 || UNCHANGED.includes(id)) return [];
  return named.some((one) => left.includes(one)) ? [] : [`${id} left ${left.join() || 'nothing'}`];
};

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));

/** What an answer has that its description does not, or the other way round. */
const differences = (operation: Operation, problem: object, answer: Answer): string[] => {
  const { method, path, document } = operation;
  const says = (what: string): string[] => [`${method} ${path} ${answer.status}: ${what}`];
  const responses = document['responses'] as Record<string, { content?: Record<string, Body> }>;
  const response = responses[answer.status];
  if (!response) return says(`is not described: ${answer.text}`);
  const [type] = (answer.headers['content-type'] ?? '').split(';');
  if (response.content === undefined) return answer.text === '' ? [] : says('has a body');
  const content = response.content[type as string];
  if (!content) return says(`is ${type}`);
  const schema = answer.status >= 400 ? problem : (content['schema'] as object);
  const bodies = type === 'application/x-ndjson' ? answer.text.split('\n') : [answer.text];
  const read = (one: string): unknown => (type === 'text/csv' ? one : JSON.parse(one));
  return bodies
    .filter((one) => one !== '')
    .flatMap((one) =>
      ajv.validate(schema, read(one)) ? [] : says(`${ajv.errorsText()} in ${one}`),
    );
};

export const adminApi = (the: () => Stack): void =>
  describe('the admin API', () => {
    let stack: Stack;
    let tenant: Tenant;
    let admin: Client;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
      admin = adminOf(stack);
    });
    const post = (path: string, body: object, headers = {}, at = admin): Promise<Answer> =>
      at.post(path, body, { ...JSON_TYPE, ...headers });

    describe('is described by its OpenAPI document:', () => {
      let operations: readonly Operation[];
      let problem: object;
      beforeAll(async () => {
        operations = (await operationsOf(stack)).filter(({ id }) => id !== ENDLESS);
        const document = bodyOf(await admin.get('/openapi.json'));
        const { schemas } = document['components'] as { schemas: { Problem: object } };
        problem = schemas.Problem;
      });

      it('it is OpenAPI 3.1, and names each operation once', async () => {
        expect(bodyOf(await admin.get('/openapi.json'))['openapi']).toBe('3.1.0');
        expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
      });

      it('every good answer is as it says', async () => {
        const wrong: string[] = [];
        for (const one of operations) {
          const make = CALLS[one.id];
          if (!make && one.method !== 'GET') wrong.push(`${one.id} has no line in CALLS`);
          const scene = { stack, tenant: await newTenant(stack) };
          const { ids = {}, body } = (await make?.(scene)) ?? {};
          const path = pathOf(one.path, { tenantId: scene.tenant.id, ...ids });
          const word = { 'x-correlation-id': randomUUID() };
          const headers = { ...word, ...(body ? JSON_TYPE : {}) };
          const answer = await admin.send(one.method, path, body, headers);
          const left = await leftBy(stack, word['x-correlation-id']);
          wrong.push(...unrecorded(one, left));
          if (answer.status >= 300) wrong.push(`${one.id}: ${answer.status} ${answer.text}`);
          wrong.push(...differences(one, problem, answer));
        }
        expect(wrong).toEqual([]);
      });

      it('every refusal is a problem that it names', async () => {
        const wrong: string[] = [];
        const anonymous = new Visitor(stack, '198.51.100.40');
        for (const one of operations) {
          const path = pathOf(one.path, { tenantId: tenant.id });
          const body = one.method === 'GET' ? undefined : '{"no":';
          const missing = path.replace(tenant.id, 'never');
          for (const answer of [
            await anonymous.send(one.method, path, body),
            await admin.send(one.method, path, body, body ? JSON_TYPE : {}),
            await admin.send(one.method, missing, undefined),
          ])
            if (answer.status >= 400) wrong.push(...differences(one, problem, answer));
        }
        expect(wrong).toEqual([]);
      });
    });

    describe('with an Idempotency-Key', () => {
      const keyed = (): { 'idempotency-key': string } => ({ 'idempotency-key': randomUUID() });

      it('makes a tenant once and answers the same, at every gateway', async () => {
        const key = keyed();
        const first = await post('/tenants', { name: 'Once' }, key);
        const other = adminOf(stack, stack.admin.length - 1);
        const again = await post('/tenants', { name: 'Once' }, key, other);
        expect([again.status, again.text]).toEqual([201, first.text]);
        expect(again.headers['idempotency-replayed']).toBe('true');
      });

      it('makes one of many that come at the same moment', async () => {
        const key = keyed();
        const answers = await Promise.all(
          Array.from({ length: 6 }, (_, i) =>
            post('/tenants', { name: 'At once' }, key, adminOf(stack, i % stack.admin.length)),
          ),
        );
        const made = answers.filter(({ status }) => status === 201).map(idOf);
        expect(new Set(made).size).toBe(1);
        for (const { status } of answers) expect([201, 409]).toContain(status);
      });

      it('refuses another request under the same key', async () => {
        const key = keyed();
        await post('/tenants', { name: 'One' }, key);
        expect((await post('/tenants', { name: 'Other' }, key)).status).toBe(422);
      });

      it.each([
        ['tokens', {}],
        ['links', { role: 'viewer' }],
      ])(
        'makes %s once; their secret is not kept, so the answer names the id',
        async (kind, body) => {
          const own = await newTenant(stack);
          const key = keyed();
          const path = `/tenants/${own.id}/${kind}`;
          const before = (bodyOf(await admin.get(path))[kind] as unknown[]).length;
          const first = await post(path, body, key);
          const again = await post(path, body, key);
          expect([again.status, bodyOf(again)['code']]).toEqual([409, 'made-already']);
          expect(bodyOf(again)['detail']).toContain(idOf(first));
          expect((bodyOf(await admin.get(path))[kind] as unknown[]).length).toBe(before + 1);
        },
      );

      it('gives the key back when the request was refused', async () => {
        const key = keyed();
        expect((await post('/tenants', { name: '' }, key)).status).toBe(400);
        expect((await post('/tenants', { name: 'Now right' }, key)).status).toBe(201);
      });

      it('gives a key free whose request broke off', async () => {
        const key = keyed();
        await post('/tenants', { name: 'Broken' }, key);
        const broken = `UPDATE idempotency_keys SET status = NULL, created_at = now() - interval '2 minutes' WHERE key = $1`;
        await inLog(stack, broken, [key['idempotency-key']]);
        expect((await post('/tenants', { name: 'Broken' }, key)).status).toBe(201);
      });

      it.each(['with space', '', 'x'.repeat(201)])('refuses the key %j', async (key) =>
        expect((await post('/tenants', { name: 'x' }, { 'idempotency-key': key })).status).toBe(
          400,
        ),
      );
    });
  });
