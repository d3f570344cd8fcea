import { tenantId } from '@rollcall/contracts';
import { InternalClient } from '@rollcall/platform';
import { parseListQuery, profiles } from '@rollcall/protocol';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import type { TenantState } from '../../event-log/port/event-log';
import { scimErrorOf } from '../errors/scim-error.filter';
import { Directory } from './directory';

const TENANT: TenantState = {
  tenantId: tenantId('t'),
  name: 'T',
  profile: 'full',
  provisioning: 'enabled',
  rateLimit: null,
  createdAt: '',
  position: 1,
  checksum: '',
};

describe('a list that the directory does not give', () => {
  let server: Server;
  let answer: RequestListener;
  let client: InternalClient;
  let directory: Directory;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = new InternalClient({ service: 'directory', baseUrl, key: 'k', deadlineMs: 5_000 });
    directory = new Directory(client, 'https://h/scim/v2');
  });
  afterAll(() => {
    client.close();
    server.closeAllConnections();
    server.close();
  });

  const list = (socket = new Socket()) =>
    directory.list(
      { tenantId: TENANT.tenantId, tenant: TENANT, socket },
      'users',
      parseListQuery({ filter: 'title pr' }, profiles.full),
      { position: 1 },
      { mark: undefined, withMemberships: false },
    );

  it.each([
    [400, 'list-too-costly', 400, 'tooMany', 'costs'],
    [429, 'list-no-turn', 429, undefined, 'others of yours'],
    [503, 'list-no-room', 503, undefined, 'others'],
    [503, 'list-too-long', 503, undefined, 'no time'],
    [503, undefined, 503, undefined, 'The list is not up to date yet. Retry in a moment.'],
    [500, undefined, 503, undefined, 'The list is not up to date yet. Retry in a moment.'],
  ])('(%d %s) is a SCIM error %d', async (status, code, expected, scimType, detail) => {
    answer = (_request, response) =>
      void response
        .writeHead(status, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ status, detail, code }));
    const reason: unknown = await list().catch((error: unknown) => error);
    expect(scimErrorOf(reason)).toMatchObject({
      status: expected,
      detail,
      ...(scimType === undefined ? {} : { scimType }),
    });
  });

  it('is withdrawn when its caller hangs up', async () => {
    let closed: Promise<unknown> | undefined;
    const received = new Promise<void>((resolve) => {
      answer = (request) => {
        closed = once(request.socket, 'close');
        resolve();
      };
    });
    const socket = new Socket();
    const listing = list(socket);
    listing.catch(() => undefined);
    await received;
    socket.destroy();
    await expect(listing).rejects.toThrow();
    await closed;
  });
});
