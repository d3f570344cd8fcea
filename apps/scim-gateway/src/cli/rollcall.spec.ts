import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AdminApi, type Ended } from './admin-api';
import { clientKey } from './client-key';
import { commands } from './commands';
import { rollcall } from './rollcall';

/** The command line against an HTTP server with prepared answers. */
describe('the command line', () => {
  let server: Server;
  let answer: RequestListener = (_request, response) => response.end('{}');
  const calls: string[] = [];
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server = createServer((request, response) => {
          let body = '';
          request.on('data', (chunk: Buffer) => (body += chunk.toString()));
          request.on('end', () => {
            calls.push(`${request.method} ${request.url} ${body}`.trim());
            answer(request, response);
          });
        }).listen(0, '127.0.0.1', resolve);
      }),
  );
  afterAll(() => server.close());
  beforeEach(() => {
    calls.length = 0;
    answer = (_request, response) => response.end('{}');
  });

  const typed = async (line: string, key = 'key'): Promise<string> => {
    let said = '';
    const { port } = server.address() as AddressInfo;
    await rollcall(line === '' ? [] : line.split(' '), {
      say: (text) => (said += text),
      findApi: () => Promise.resolve(new AdminApi(`http://127.0.0.1:${port}`, key)),
      move: (way, { args }) => {
        calls.push(`${way} ${Object.values(args).join(' ')}`);
        return Promise.resolve(args['file'] === '-' ? undefined : { tenant: 'acme', events: 3 });
      },
      make: async (_, words) => clientKey(words),
    });
    return said;
  };
  const ended = (line: string): Promise<Ended> =>
    typed(line).then(
      (): Ended => fail(`${line} went well`),
      (error: unknown) => error as Ended,
    );
  const fail = (text: string): never => {
    throw new Error(text);
  };

  it.each([
    [
      'tenant create acme --profile strict',
      'POST /tenants {"id":"acme","name":"acme","profile":"strict"}',
    ],
    ['tenant set acme --rate-limit none', 'PATCH /tenants/acme {"rateLimit":null}'],
    ['tenant branding acme', 'GET /tenants/acme/branding'],
    [
      'tenant branding acme --name Acme --logo none',
      'PATCH /tenants/acme/branding {"name":"Acme","logo":null}',
    ],
    ['token issue acme --days 90', 'POST /tenants/acme/tokens {"expiresInDays":90}'],
    ['token revoke acme x/y', 'DELETE /tenants/acme/tokens/x%2Fy'],
    ['link acme', 'POST /tenants/acme/links {}'],
    ['events acme --from 1', 'GET /tenants/acme/events?from=1'],
    ['requests acme --outcome refused', 'GET /tenants/acme/requests?outcome=refused'],
    ['quirks acme', 'GET /tenants/acme/quirks'],
    ['quirks acme --off a,b', 'PATCH /tenants/acme/quirks {"off":["a","b"]}'],
  ])('%s asks %s', async (line, question) => {
    await typed(line);
    expect(calls).toEqual([question]);
  });

  it.each([
    ['tenant show', /It is: rollcall tenant show <tenant>/],
    ['tenant show a b', /It is: rollcall tenant show <tenant>/],
    ['tenant list --colour', /Unknown option '--colour'/],
    ['sing', /There is no command sing/],
  ])('%s is not typed right', async (line, says) => {
    const { code, message } = await ended(line);
    expect([code, message]).toEqual([2, expect.stringMatching(says)]);
    expect(calls).toEqual([]);
  });

  it('shows a refusal in the API’s own words', async () => {
    answer = (_request, response) => {
      response.statusCode = 409;
      response.end(JSON.stringify({ detail: 'A tenant with the id acme exists.' }));
    };
    const { code, message } = await ended('tenant create acme');
    expect([code, message]).toEqual([1, 'A tenant with the id acme exists. (409)']);
  });

  it('reports an answer that is not the gateway’s', async () => {
    answer = (_request, response) => {
      response.statusCode = 502;
      response.end('<html>bad gateway');
    };
    expect((await ended('tenant list')).message).toMatch(/answered 502.*ROLLCALL_URL/);
  });

  it('reads every page of a list', async () => {
    const pages = [
      { tenants: [{ id: 'a' }], next: 'n1' },
      { tenants: [{ id: 'b' }], next: null },
    ];
    answer = (request, response) =>
      response.end(JSON.stringify(pages[request.url?.includes('n1') ? 1 : 0]));
    const said = await typed('tenant list --json');
    expect(JSON.parse(said)).toEqual({ tenants: [{ id: 'a' }, { id: 'b' }], next: null });
    expect(calls).toEqual(['GET /tenants', 'GET /tenants?after=n1']);
  });

  it('writes no control sequences to the terminal', async () => {
    answer = (_request, response) =>
      response.end(JSON.stringify({ id: 'acme', name: '\u001b[31mred\r\n' }));
    expect(await typed('tenant show acme')).toBe('id    acme\nname  �[31mred��\n');
  });

  it('shows a secret in full, and shortens a long cell', async () => {
    answer = (_request, response) => response.end(JSON.stringify({ url: 'u'.repeat(100) }));
    expect(await typed('link acme')).toContain('u'.repeat(100));
    answer = (_request, response) =>
      response.end(JSON.stringify({ events: [{ data: { long: 'x'.repeat(100) } }] }));
    expect(await typed('events acme')).toMatch(/x…\n$/);
  });

  it('moves a tenant without a gateway, and adds no word to a file on standard output', async () => {
    expect(await typed('tenant export acme acme.jsonl')).toBe('tenant  acme\nevents  3\n');
    expect(await typed('tenant export acme -')).toBe('');
    expect(JSON.parse(await typed('tenant import acme.jsonl --json'))).toMatchObject({ events: 3 });
    expect((await ended('tenant export acme')).message).toMatch(/tenant export <tenant> <file>/);
    expect(calls).toEqual(['export acme acme.jsonl', 'export acme -', 'import acme.jsonl']);
  });

  it('follows a stream, shortens its cells, and leaves out its beats', async () => {
    const lines = '{"beat":true}\n{"path":"/Users","status":201}\n{"path":"/é","status":400}\n';
    answer = (_request, response) => {
      const bytes = Buffer.from(lines);
      response.write(bytes.subarray(0, 60));
      setImmediate(() => response.end(bytes.subarray(60)));
    };
    const said = await typed('requests acme --follow --json');
    expect(said).toBe('{"path":"/Users","status":201}\n{"path":"/é","status":400}\n');
    expect(calls).toEqual(['GET /tenants/acme/requests/live']);
    expect(await typed('requests acme --follow')).toMatch(/\/Users +201[\s\S]*\/é +400/);
  });

  it('has a help text for each command, with every option', async () => {
    const all = await typed('');
    for (const { name, options = {}, flags = [] } of commands) {
      expect(all).toContain(name);
      expect(Object.keys(options)).toEqual(expect.arrayContaining([...flags]));
      const said = await typed(`${name} --help`);
      for (const option of Object.keys(options)) expect(said).toContain(`--${option}`);
    }
    expect(calls).toEqual([]);
  });

  describe('client-key', () => {
    it('makes a key, and the matching entry of CLIENT_KEYS', async () => {
      const line = 'client-key billing --scopes logins:read,directory:read --tenants acme,globex';
      const made = JSON.parse(await typed(`${line} --json`)) as { key: string; entry: string };
      const digest = createHash('sha256').update(made.key).digest('hex');
      expect(made.entry).toBe(`billing:${digest}:logins:read+directory:read:acme+globex`);
      expect(made.key).toMatch(/^rcc_[\w-]{43}$/);
      expect(await typed(line)).not.toContain(made.key);
      expect(calls).toEqual([]);
    });

    it.each([
      ['client-key billing', /--scopes logins:read/],
      [
        'client-key billing --scopes logins:write',
        /its scopes must be of logins:read, directory:read/,
      ],
      ['client-key billing --scopes users', /must be name:sha256-hex/],
      ['client-key b/c --scopes logins:read', /its name must be/],
      ['client-key billing --scopes logins:read --tenants a/b', /its tenants must be/],
    ])('%s is not typed right', async (line, says) => {
      const { code, message } = await ended(line);
      expect([code, message]).toEqual([2, expect.stringMatching(says)]);
    });
  });
});
