import { tenantId } from '@rollcall/contracts';
import { InternalClient, NeighbourUnavailable, ProblemError } from '@rollcall/platform';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenService } from './token-service';

describe('what the token service answers', () => {
  let server: Server;
  let client: InternalClient;
  let heard: IncomingHttpHeaders;
  let answer: { status: number; text: string };
  beforeAll(async () => {
    server = createServer(({ headers }, reply) => {
      heard = headers;
      reply.writeHead(answer.status).end(answer.text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = new InternalClient({ service: 'token-service', baseUrl, key: 'k', deadlineMs: 5_000 });
  });
  afterAll(() => {
    client.close();
    server.close();
  });

  const refusalOf = (status: number, text: string): Promise<unknown> => {
    answer = { status, text };
    return new TokenService(client).list(tenantId('acme')).catch((reason: unknown) => reason);
  };

  it('is called in the name of the request, so that its events have that id', async () => {
    const initiator = { actor: 'operator:ada', correlationId: 'c' };
    const tokens = new TokenService(client);
    answer = { status: 201, text: '{}' };
    await tokens.issue(tenantId('acme'), {}, initiator);
    expect(heard['x-correlation-id']).toBe('c');
    answer = { status: 204, text: '' };
    await tokens.revoke(tenantId('acme'), 't', initiator);
    expect(heard).toMatchObject({ 'x-correlation-id': 'c', 'x-actor': 'operator:ada' });
  });

  it.each([400, 404, 409])('with a %i is passed on in its own words', async (status) => {
    const refusal = await refusalOf(status, '{"title":"No","detail":"Because."}');
    expect(refusal).toEqual(new ProblemError(status, 'No', 'Because.'));
  });

  it('with a 503 says when to come again', async () => {
    const refusal = await refusalOf(503, '{"title":"Later","detail":"It starts."}');
    expect(refusal).toEqual(new ProblemError(503, 'Later', 'It starts.', 1));
    expect(refusal).toMatchObject({ retryAfterSeconds: 1 });
  });

  // An error between the services does not concern the caller: a 401 would end their session.
  it.each([401, 403, 429, 500, 502])('with a %i is no answer for the caller', async (status) => {
    expect(await refusalOf(status, '{"title":"No"}')).toBeInstanceOf(NeighbourUnavailable);
  });

  it.each(['', '{', '<html>', 'null'])(
    'with %j where JSON should be is no answer',
    async (text) => {
      for (const status of [200, 404])
        expect(await refusalOf(status, text)).toBeInstanceOf(NeighbourUnavailable);
    },
  );
});
