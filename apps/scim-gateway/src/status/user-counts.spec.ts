import { PAGE_MARKS, POSITION, tenantId } from '@rollcall/contracts';
import { InternalClient } from '@rollcall/platform';
import { createServer, type Server } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import type { TenantState } from '../event-log/port/event-log';
import { Directory } from '../scim/listing/directory';
import { UserCounts } from './user-counts';

const at = (position: number, id = 't'): TenantState => ({
  tenantId: tenantId(id),
  name: 'T',
  profile: 'full',
  provisioning: 'enabled',
  rateLimit: null,
  createdAt: '',
  position,
  checksum: '',
});

describe('how many people a tenant has', () => {
  let server: Server;
  let client: InternalClient;
  let people: UserCounts;
  let total = { all: 5, inactive: 2 };
  let isThere = true;
  let calls = 0;
  let now = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        calls += 1;
        const { filter } = JSON.parse(Buffer.concat(parts).toString()) as { filter?: string };
        const totalResults = filter === undefined ? total.all : total.inactive;
        response
          .writeHead(isThere ? 200 : 500, { [PAGE_MARKS]: '{}', [POSITION]: '1' })
          .end(JSON.stringify({ totalResults }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = new InternalClient({ service: 'directory', baseUrl, key: 'k', deadlineMs: 5_000 });
  });
  beforeEach(() => {
    [total, isThere, calls, now] = [{ all: 5, inactive: 2 }, true, 0, 0];
    people = new UserCounts(new Directory(client, 'https://h/scim/v2'), () => now);
  });
  afterAll(() => {
    client.close();
    server.closeAllConnections();
    server.close();
  });
  const of = (tenant: TenantState) => people.of(tenant, new Socket());

  it('is asked for once while nothing was recorded, however long that is', async () => {
    expect(await of(at(1))).toEqual({ active: 3, inactive: 2 });
    now = 3_600_000;
    expect(await of(at(1))).toEqual({ active: 3, inactive: 2 });
    expect(calls).toBe(2);
  });

  it('is asked for anew when something was recorded, once in fifteen seconds', async () => {
    await of(at(1));
    total = { all: 6, inactive: 0 };
    now = 14_999;
    expect(await of(at(2))).toEqual({ active: 3, inactive: 2 });
    now = 15_000;
    expect(await of(at(2))).toEqual({ active: 6, inactive: 0 });
    expect(calls).toBe(4);
  });

  it('is each tenant’s own', async () => {
    await of(at(1));
    total = { all: 1, inactive: 1 };
    expect(await of(at(1, 'other'))).toEqual({ active: 0, inactive: 1 });
    expect(await of(at(1))).toEqual({ active: 3, inactive: 2 });
  });

  it('is the last that was known while the directory does not say, and nothing before', async () => {
    isThere = false;
    expect(await of(at(1))).toBeNull();
    isThere = true;
    await of(at(1));
    isThere = false;
    now = 60_000;
    expect(await of(at(2))).toEqual({ active: 3, inactive: 2 });
  });
});
