import { createHash } from 'node:crypto';
import { Client } from '../support/client';
import { eventually } from '../audit/settled';
import { textOf } from '../support/source-tree';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';

/** Who asks; the keys of a client stand for its scopes, and for one tenant or all. */
const ASKERS = [
  'an anonymous caller',
  'a stranger',
  'a tenant',
  'an admin',
  'the operator',
  'the gateway, of tokens',
  'the gateway, of the directory',
  'a client',
  'a client for log-ins',
  'a client for users',
  'a client for one tenant',
] as const;
type Asker = (typeof ASKERS)[number];

type Place = 'gateway' | 'directory' | 'token' | 'public directory';

interface Row {
  readonly place: Place;
  readonly route: string;
  readonly body?: object;
  /** Whom it answers, and what: what is let through may still find nothing. */
  readonly open: Partial<Record<Asker, number>>;
  /** The status for a known key without the right; a key that the place does not know gets 401. */
  readonly closed: Partial<Record<Asker, number>>;
}

const OPERATOR = 'the operator';
const TOKENS = 'the gateway, of tokens';
const DIRECTORY = 'the gateway, of the directory';

const ofTokens = (route: string, open: Row['open'], body?: object): Row => ({
  place: 'token',
  route,
  open,
  closed: { [OPERATOR]: 403 },
  ...(body && { body }),
});
const ofDirectory = (route: string, open: Row['open'], body?: object): Row => ({
  place: 'directory',
  route,
  open,
  closed: { [OPERATOR]: 403 },
  ...(body && { body }),
});
const ofGateway = (route: string, status: number, body?: object): Row => ({
  place: 'gateway',
  route,
  open: { [OPERATOR]: status },
  closed: {},
  ...(body && { body }),
});
/** The tenant of the question is not the one that the key for one tenant is for. */
const logins = (route: string): Row => ({
  place: 'public directory',
  route,
  open: { 'a client': 200, 'a client for log-ins': 200 },
  closed: { 'a client for users': 403, 'a client for one tenant': 404 },
});
const users = (route: string, status: number): Row => ({
  place: 'public directory',
  route,
  open: { 'a client': status, 'a client for users': status },
  closed: { 'a client for log-ins': 403, 'a client for one tenant': 404 },
});

const T = ':tenantId';
const MATRIX: readonly Row[] = [
  ofGateway('GET /internal/v1/tenants', 200),
  ofGateway('POST /internal/v1/positions', 200, { tenants: [] }),
  ofGateway(`POST /internal/v1/tenants/${T}/redrive`, 404),
  ofTokens('POST /internal/v1/admissions', { [TOKENS]: 200 }, { token: 'rc_nothing' }),
  ofTokens('POST /internal/v1/token-ids', { [TOKENS]: 200 }, { ids: [] }),
  ofTokens('POST /internal/v1/network-uses', { [TOKENS]: 204 }, { uses: [] }),
  ofTokens('POST /internal/v1/last-ends', { [TOKENS]: 200 }, { tenants: [] }),
  ofTokens('POST /internal/v1/access-tokens', { [TOKENS]: 400 }, {}),
  // Without an actor: what is let through is refused for that.
  ofTokens(`POST /internal/v1/tenants/${T}/clients`, { [TOKENS]: 400 }, { label: 'x' }),
  ofTokens(`GET /internal/v1/tenants/${T}/clients`, { [TOKENS]: 200, [OPERATOR]: 200 }),
  ofTokens(`DELETE /internal/v1/tenants/${T}/clients/:clientId`, {
    [TOKENS]: 404,
    [OPERATOR]: 404,
  }),
  ofTokens(
    `POST /internal/v1/tenants/${T}/clients/:clientId/secrets`,
    { [TOKENS]: 400 },
    { label: 'x' },
  ),
  ofTokens('POST /internal/v1/assertions', { [TOKENS]: 400 }, {}),
  ofTokens(`POST /internal/v1/tenants/${T}/trusts`, { [TOKENS]: 400 }, { label: 'x' }),
  ofTokens(`GET /internal/v1/tenants/${T}/trusts`, { [TOKENS]: 200, [OPERATOR]: 200 }),
  ofTokens(`GET /internal/v1/tenants/${T}/access-tokens`, { [TOKENS]: 200, [OPERATOR]: 200 }),
  ofTokens(`PUT /internal/v1/tenants/${T}/access-tokens`, { [TOKENS]: 400 }, {}),
  ofTokens(`POST /internal/v1/tenants/${T}/tokens`, { [TOKENS]: 400 }, { label: 'x' }),
  ofTokens(`GET /internal/v1/tenants/${T}/tokens`, { [TOKENS]: 200, [OPERATOR]: 200 }),
  ofTokens(`DELETE /internal/v1/tenants/${T}/tokens/:id`, { [TOKENS]: 404, [OPERATOR]: 404 }),
  ofDirectory('GET /internal/v1/holds', { [DIRECTORY]: 200, [OPERATOR]: 200 }),
  ofDirectory(`POST /internal/v1/tenants/${T}/redrive`, { [DIRECTORY]: 404, [OPERATOR]: 404 }, {}),
  // A kind that is none: what is let through is 404.
  ofDirectory(`POST /internal/v1/tenants/${T}/:kind/list`, { [DIRECTORY]: 404 }, {}),
  {
    place: 'public directory',
    route: 'GET /directory/v1/snapshot',
    // Each of the whole installation, which is small here.
    open: { 'a client': 200 },
    closed: {
      'a client for log-ins': 403,
      'a client for users': 403,
      'a client for one tenant': 403,
    },
  },
  {
    place: 'public directory',
    route: 'GET /directory/v1/openapi.json',
    open: {
      'a client': 200,
      'a client for log-ins': 200,
      'a client for users': 200,
      'a client for one tenant': 200,
    },
    closed: {},
  },
  logins(`GET /directory/v1/tenants/${T}/logins/:userName`),
  users(`GET /directory/v1/tenants/${T}/users`, 200),
  users(`GET /directory/v1/tenants/${T}/users/:userId`, 404),
  users(`GET /directory/v1/tenants/${T}/users/:userId/groups`, 404),
  users(`GET /directory/v1/tenants/${T}/groups`, 200),
  users(`GET /directory/v1/tenants/${T}/groups/:groupId`, 404),
  // Last: it forgets the tokens of the tenant.
  ofTokens(`DELETE /internal/v1/tenants/${T}/tokens`, { [TOKENS]: 204 }),
];

/** Every route that a service gave a row: the lists of the code. */
const ROWS: Readonly<Record<Place, string>> = {
  gateway: 'apps/scim-gateway/src/server/internal.ts',
  token: 'apps/token-service/src/credentials/internal-routes.ts',
  directory: 'apps/user-directory/src/access/internal-routes.ts',
  'public directory': 'apps/user-directory/src/access/client-routes.ts',
};

const rowsOf = (place: Place): string[] => {
  const text = textOf(ROWS[place]);
  const shortened = new Map(
    [...text.matchAll(/^const ([A-Z_]+) = '(.+)';$/gm)].map(([, name, path]) => [name, path]),
  );
  return [...text.matchAll(/^ {2}\[?['`]([A-Z]+ [^'`]+)['`]\]?: /gm)].map(([, row = '']) =>
    row.replace(/\$\{([A-Z_]+)\}/, (_, name: string) => shortened.get(name) ?? ''),
  );
};

const secretOf = (name: string): string => `a key of ${name} for the specs`;
const entry = (name: string, rest: string): string =>
  `${name}:${createHash('sha256').update(secretOf(name)).digest('hex')}:${rest}`;

export const keys = (the: () => Stack): void =>
  describe('a key opens what it is for', () => {
    let stack: Stack;
    let tenant: Tenant;
    let bearers: Readonly<Record<Asker, string>>;

    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
      const other = await newTenant(stack);
      const { client, operator, gatewayToTokens, gatewayToDirectory } = stack.keys;
      bearers = {
        'an anonymous caller': '',
        'a stranger': 'an unknown key',
        'a tenant': tenant.token,
        'an admin': stack.operatorKey,
        [OPERATOR]: operator,
        [TOKENS]: gatewayToTokens,
        [DIRECTORY]: gatewayToDirectory,
        'a client': client,
        'a client for log-ins': secretOf('logins'),
        'a client for users': secretOf('users'),
        'a client for one tenant': secretOf('one'),
      };
      await stack.stopPart('directory');
      stack.configure('directory', {
        CLIENT_KEYS: [
          `product:${createHash('sha256').update(client).digest('hex')}:logins:read+directory:read+snapshot:read`,
          entry('logins', 'logins:read'),
          entry('users', 'directory:read'),
          entry('one', `logins:read+directory:read:${other.id}`),
        ].join(','),
      });
      await stack.start('directory');
      await eventually(
        () => ask('a client', row('GET', '/logins/'), other.id),
        ({ status }) => status === 200,
      );
      expect((await ask('a client for one tenant', row('GET', '/logins/'), other.id)).status).toBe(
        200,
      );
    });

    const row = (method: string, part: string): Row =>
      MATRIX.find(({ route }) => route.startsWith(method) && route.includes(part)) as Row;

    const ask = (asker: Asker, { place, route, body }: Row, tenantId = tenant.id) => {
      const [method = '', path = ''] = route.split(' ');
      const at = path.replace(T, tenantId).replace(/:\w+/g, 'nothing');
      const base =
        place === 'public directory' ? new URL(stack.directory).origin : stack.internal[place];
      const type = { 'content-type': 'application/json' };
      return new Client(base, bearers[asker]).send(
        method,
        at,
        body,
        body === undefined ? {} : type,
      );
    };

    it('has a line of this matrix for each route', () => {
      for (const place of Object.keys(ROWS) as Place[]) {
        const mine = MATRIX.filter((one) => one.place === place).map(({ route }) => route);
        expect(mine.sort()).toEqual(rowsOf(place).sort());
      }
    });

    it.each(MATRIX)('$place: $route', async (line) => {
      const wanted = ASKERS.map((asker) => [asker, line.open[asker] ?? line.closed[asker] ?? 401]);
      const found: (readonly [Asker, number])[] = [];
      for (const asker of ASKERS) {
        const { status, text, headers } = await ask(asker, line);
        found.push([asker, status]);
        if ([401, 403].includes(status))
          expect(headers['content-type']).toContain('application/problem+json');
        expect(text).not.toContain(bearers[asker] || 'nothing is sent');
      }
      expect(found).toEqual(wanted);
    });

    it('and says which scope is missing', async () => {
      const { text } = await ask('a client for log-ins', row('GET', '/users'));
      expect(JSON.parse(text)).toMatchObject({
        status: 403,
        code: 'insufficient_scope',
        detail: expect.stringContaining('directory:read'),
      });
    });

    it('and says of a tenant that it is not for what it says of one that is not there', async () => {
      const login = row('GET', '/logins/');
      const [outside, nowhere] = await Promise.all(
        [tenant.id, 'nowhere'].map((id) => ask('a client for one tenant', login, id)),
      );
      expect(outside?.status).toBe(404);
      expect(outside?.text).toBe(nowhere?.text);
    });

    it('nothing internal is on the port of the product', async () => {
      const { origin } = new URL(stack.directory);
      for (const path of ['/health/ready', '/metrics', '/internal/v1/holds'])
        expect((await new Client(origin, stack.keys.operator).get(path)).status).toBe(404);
    });
  });
