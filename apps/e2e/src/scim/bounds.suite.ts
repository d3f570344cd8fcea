import { connect, type Socket } from 'node:net';
import { bodyOf, type Client, strictUser, USER } from '../support/client';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, JSON_TYPE, newTenant, type Tenant } from '../support/tenants';

const STALLED_MS = 2_000;
const MOST = 40;

/** A client with unfinished connections and bodies does not block the others. */
export const bounds = (the: () => Stack): void =>
  describe('bounds of a gateway', () => {
    let stack: Stack;
    let tenant: Tenant;
    let other: Tenant;
    const sockets: Socket[] = [];
    const small = async (env: Readonly<Record<string, string>>): Promise<void> => {
      await stack.stopPart('gateway-2');
      stack.configure('gateway-2', env);
      await stack.start('gateway-2');
    };
    beforeAll(async () => {
      stack = the();
      [tenant, other] = [await newTenant(stack, 'full'), await newTenant(stack)];
      await small({ STALLED_AFTER_MS: String(STALLED_MS), MAX_CONNECTIONS: String(MOST) });
    });
    afterEach(() => {
      for (const one of sockets.splice(0)) one.destroy();
    });
    afterAll(() => small({ STALLED_AFTER_MS: '30000', MAX_CONNECTIONS: '5000' }));

    /** A connection that sends this and waits. */
    const hang = (text: string): { said: string; closed: boolean } => {
      const { hostname, port } = new URL(stack.scim[1] as string);
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      const seen = { said: '', closed: false };
      socket.on('data', (piece) => (seen.said += String(piece)));
      socket.on('error', () => undefined);
      socket.on('close', () => (seen.closed = true));
      socket.write(text);
      return seen;
    };
    const halfABody = (token: string) =>
      hang(
        `POST /scim/v2/Users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
          'content-type: application/scim+json\r\ncontent-length: 500\r\n\r\n{',
      );
    const create = (one: Tenant, userName: string) =>
      (one.clients[1] as Client).post('/Users', strictUser(userName));

    it('bodies that do not end are 32 of a tenant; others are served, and so is it afterwards', async () => {
      const hung = Array.from({ length: 36 }, () => halfABody(tenant.token));
      const refused = await eventually(
        async () => hung.filter(({ said }) => said.startsWith('HTTP/1.1 429')),
        (some) => some.length === 4,
      );
      expect(refused[0]?.said).toMatch(/retry-after: 1\r\n[\s\S]*api:messages:2\.0:Error/i);
      expect((await create(other, 'bodies@example.com')).status).toBe(201);
      expect((await create(tenant, 'bodies@example.com')).status).toBe(429);
      await eventually(
        async () => hung.filter(({ closed }) => closed).length,
        (gone) => gone >= 32,
      );
      expect((await create(tenant, 'bodies@example.com')).status).toBe(201);
    });

    it('connections that send nothing make room for one that does', async () => {
      for (let i = 0; i < 2 * MOST; i += 1) hang('');
      await eventually(
        async () => sockets.filter((one) => one.destroyed).length,
        (gone) => gone >= MOST,
      );
      const statuses = await Promise.all(
        Array.from({ length: 10 }, (_, i) => create(other, `idle${i}@example.com`)),
      );
      expect(statuses.map(({ status }) => status)).toEqual(Array<number>(10).fill(201));
    });

    it('a Bulk is charged before it runs: of many at once one does', async () => {
      await adminOf(stack, 1).send('PATCH', `/tenants/${tenant.id}`, { rateLimit: 25 }, JSON_TYPE);
      const client = tenant.clients[1] as Client;
      const bulk = (who: number) =>
        client.post('/Bulk', {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
          Operations: Array.from({ length: 60 }, (_, i) => ({
            method: 'POST',
            path: '/Users',
            bulkId: `u${i}`,
            data: { schemas: [USER], userName: `bulk${who}.${i}@example.com` },
          })),
        });
      await eventually(
        async () => bodyOf(await adminOf(stack, 1).get(`/tenants/${tenant.id}`)),
        ({ rateLimit }) => rateLimit === 25,
      );
      const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => bulk(i)));
      const served = answers.filter(({ status }) => status === 200);
      expect(served).toHaveLength(1);
      for (const { status, headers } of answers.filter((one) => !served.includes(one)))
        expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
    });
  });
