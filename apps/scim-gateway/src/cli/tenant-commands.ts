import { given, numeric, ofTenant, query, type Command, type Move } from './command';
import { logoOf } from './logo';

const ENABLED = 'enabled or disabled';
const PROFILE = 'strict (the four attributes) or full (RFC 7643)';
const erasureColumns = ['subject', 'position', 'askedAt', 'doneAt', 'toldIn', 'namedIn', 'says'];
const tenantColumns = ['id', 'name', 'profile', 'provisioning', 'createdAt'];

/** `none` is the gateway's own limit. */
const rateLimit = (value: string | boolean | undefined): unknown =>
  value === 'none' ? null : numeric(value);

export const tenants: readonly Command[] = [
  {
    name: 'tenant create',
    says: 'Registers a customer organisation.',
    args: ['tenant'],
    options: {
      name: 'what it is called; its id when left out',
      profile: PROFILE,
      provisioning: ENABLED,
    },
    asks: ({ args, options: { name = args['tenant'], profile, provisioning } }) => ({
      method: 'POST',
      path: '/tenants',
      body: given({ id: args['tenant'], name, profile, provisioning }),
    }),
  },
  {
    name: 'tenant list',
    says: 'Lists every tenant, oldest first.',
    asks: () => ({ method: 'GET', path: '/tenants' }),
    list: { of: 'tenants', columns: tenantColumns, all: true },
  },
  {
    name: 'tenant show',
    says: 'Shows one tenant.',
    args: ['tenant'],
    asks: ({ args }) => ({ method: 'GET', path: ofTenant(args) }),
  },
  {
    name: 'tenant set',
    says: 'Changes a tenant; fields that are not given stay.',
    args: ['tenant'],
    options: {
      name: 'what it is called',
      profile: PROFILE,
      provisioning: ENABLED,
      'rate-limit': 'requests a second; none for the gateway’s own limit',
    },
    asks: ({ args, options: { name, profile, provisioning, 'rate-limit': limit } }) => ({
      method: 'PATCH',
      path: ofTenant(args),
      body: given({ name, profile, provisioning, rateLimit: rateLimit(limit) }),
    }),
  },
  {
    name: 'tenant branding',
    says: 'Shows what the console of a tenant calls and shows of the product; with an option, changes it.',
    args: ['tenant'],
    options: {
      name: 'what the product is called; none, here and below: as the installation has it',
      logo: 'a PNG or SVG file',
      accent: 'a colour like #1f5eb8',
      support: 'a mail address, or one that begins with https://',
      'return-url': 'where one goes back to from the console',
    },
    asks: ({ args, options: { name, logo, accent, support, 'return-url': returnUrl } }) => {
      const parts = { name, logo: logoOf(logo), accent, support, returnUrl };
      const body = given(
        Object.fromEntries(
          Object.entries(parts).map(([part, value]) => [part, value === 'none' ? null : value]),
        ),
      );
      const where = ofTenant(args, 'branding');
      return Object.keys(body).length === 0
        ? { method: 'GET', path: where }
        : { method: 'PATCH', path: where, body };
    },
    shows: ['name', 'accent', 'support', 'returnUrl', 'own'],
  },
  {
    name: 'tenant moved',
    says: 'Records that a closed tenant was imported at another installation.',
    args: ['tenant', 'installation'],
    options: {},
    asks: ({ args }) => ({
      method: 'PATCH',
      path: ofTenant(args),
      body: { movedTo: args['installation'] },
    }),
  },
  {
    name: 'tenant erase',
    says: 'Erases a closed tenant and its data. This cannot be undone.',
    args: ['tenant'],
    asks: ({ args }) => ({ method: 'DELETE', path: ofTenant(args) }),
    shows: erasureColumns,
  },
  {
    name: 'user erase',
    says: 'Erases a deprovisioned user, by id. This cannot be undone.',
    args: ['tenant', 'user-id'],
    asks: ({ args }) => ({
      method: 'POST',
      path: ofTenant(args, 'erasures'),
      body: { user: args['user-id'] },
    }),
    shows: erasureColumns,
  },
  {
    name: 'erasures',
    says: 'Lists the erasures of a tenant, newest first, and what is left to do.',
    args: ['tenant'],
    asks: ({ args }) => ({ method: 'GET', path: ofTenant(args, 'erasures') }),
    list: { of: 'erasures', columns: ['subject', 'askedAt', 'doneAt', 'toldIn', 'namedIn'] },
  },
  {
    name: 'overview',
    says: 'Shows the state of each tenant: positions, published events, holds and quirks.',
    asks: () => ({ method: 'GET', path: '/overview' }),
    list: {
      of: 'tenants',
      columns: ['id', 'provisioning', 'position', 'lag', 'held', 'requestsLastMinute', 'quirks'],
      all: true,
    },
  },
  {
    name: 'acts',
    says: 'Lists the acts of operators that are not events of a tenant, newest first.',
    options: { count: 'how many (100)', after: 'the next of the page before, as --json says it' },
    asks: ({ options: { count, after } }) => ({
      method: 'GET',
      path: `/acts${query({ count, after })}`,
    }),
    list: { of: 'acts', columns: ['at', 'type', 'tenantId', 'actor', 'source', 'data'] },
  },
];

/** `-` is standard input or output. */
export const moves: readonly Move[] = [
  {
    name: 'tenant export',
    says: 'Exports a tenant’s history to a file; its provisioning must be disabled.',
    args: ['tenant', 'file'],
    moves: 'export',
  },
  {
    name: 'tenant import',
    says: 'Imports a tenant from a file, completely or not at all.',
    args: ['file'],
    moves: 'import',
  },
];
