import { dtoSchema } from '../admin-kit/dto-schema';
import type { Route } from '../admin-kit/operation';
import { csv, problem } from '@rollcall/contracts';

type Json = Readonly<Record<string, unknown>>;

const PROBLEM = 'application/problem+json';

/** What each refusal means, wherever it comes. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is invalid; the detail names the fault.',
  401: 'No valid key and no session.',
  403: 'The role is too low, or a change came without the CSRF token.',
  404: 'The resource does not exist for this caller.',
  409: 'The resource exists already, or the Idempotency-Key created a resource with a secret.',
  410: 'The link has ended; the code states why.',
  413: 'The body is too large.',
  415: 'The body is not application/json.',
  422: 'The Idempotency-Key was used with another request.',
  429: 'Too many attempts. Wait for the seconds in Retry-After.',
  503: 'A part of the service is unavailable. Wait for the seconds in Retry-After.',
};

const refusalsOf = ({ method, path, role, body, creates, refusals = [] }: Route): number[] => {
  const numbers = new Set([400, 429, 503, ...refusals]);
  if (role !== 'anyone') numbers.add(401).add(403);
  if (path.includes(':')) numbers.add(404);
  if (body) numbers.add(413).add(415);
  if (creates) numbers.add(409).add(422);
  if (method !== 'GET') numbers.add(403);
  return [...numbers].sort((a, b) => a - b);
};

const answersOf = (route: Route): Json => {
  const plain = route.lines ? 'application/x-ndjson' : 'application/json';
  const good = Object.entries(route.answers).map(([status, shape]) => [
    status,
    {
      description: route.summary,
      ...(shape
        ? { content: { [shape === csv ? 'text/csv' : plain]: { schema: shape.json } } }
        : {}),
    },
  ]);
  const bad = refusalsOf(route).map((status) => [
    String(status),
    {
      description: REFUSALS[status],
      content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return Object.fromEntries([...good, ...bad]) as Json;
};

const parametersOf = ({ path, query, creates }: Route): readonly Json[] => {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {} } = (query ? dtoSchema(query) : {}) as { properties?: Json };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', maxLength: 200 },
    description: 'For 24 hours the same key with the same request creates one resource.',
  };
  return [...inPath, ...inQuery, ...(creates ? [key] : [])];
};

/** `POST /admin/v1/tenants/:tenantId/links` → `postTenantsLinks`. */
const operationId = ({ method, path }: Route): string =>
  path
    .replace('/admin/v1/', '')
    .split('/')
    .filter((part) => !part.startsWith(':') || part !== ':tenantId')
    .map((part) => part.replace(/^:/, 'by-').replace('.', '-'))
    .flatMap((part) => part.split('-'))
    .reduce((name, word) => name + word[0]?.toUpperCase() + word.slice(1), method.toLowerCase()) +
  (path.endsWith(':tenantId') ? 'ById' : '');

const operationOf = (route: Route): Json => ({
  operationId: operationId(route),
  summary: route.summary,
  description: `Needs the role ${route.role}.`,
  // The events that it records before it takes effect.
  ...(route.records && !('nothing' in route.records) ? { 'x-leaves': route.records } : {}),
  ...(route.role === 'anyone' ? { security: [] } : {}),
  parameters: parametersOf(route),
  ...(route.body
    ? { requestBody: { content: { 'application/json': { schema: dtoSchema(route.body) } } } }
    : {}),
  responses: answersOf(route),
});

const pathsOf = (rows: readonly Route[]): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const row of rows) {
    const path = row.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[row.method.toLowerCase()] = operationOf(row);
  }
  return paths;
};

/** The OpenAPI 3.1 document of the admin API. */
export const openApi = (routes: readonly Route[]): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Rollcall admin API',
    version: '1',
    description: 'Tenants, tokens, links and sessions. Errors are problems (RFC 9457).',
  },
  security: [{ operatorKey: [] }, { session: [], csrf: [] }],
  paths: pathsOf(routes),
  components: {
    schemas: { Problem: problem.json },
    securitySchemes: {
      operatorKey: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: '__Host-rollcall-session' },
      csrf: { type: 'apiKey', in: 'header', name: 'X-Rollcall-CSRF' },
    },
  },
});
