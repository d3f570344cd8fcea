import { given, numeric, ofTenant, query } from './command';
import type { Command, Making, Move } from './command';
import { moves, tenants } from './tenant-commands';

const keys: readonly Making[] = [
  {
    name: 'client-key',
    says: 'Creates a key for a service that calls the directory. It is shown once.',
    args: ['name'],
    options: {
      scopes: 'logins:read, directory:read, snapshot:read, events:read, with commas between',
      tenants: 'ids of the tenants that it is for, comma separated; all without it',
    },
    makes: 'client-key',
  },
];

const tokens: readonly Command[] = [
  {
    name: 'token issue',
    says: 'Issues a token. It is shown once.',
    args: ['tenant'],
    options: { label: 'what it is for', days: 'days until it ends (180)', until: 'a date instead' },
    asks: ({ args, options: { label, days, until } }) => ({
      method: 'POST',
      path: ofTenant(args, 'tokens'),
      body: given({ label, expiresInDays: numeric(days), expiresAt: until }),
    }),
    shows: ['id', 'token', 'label', 'expiresAt'],
  },
  {
    name: 'token list',
    says: 'Lists the tokens of a tenant: the live ones, then those that have ended.',
    args: ['tenant'],
    options: { cursor: 'the next of the page before', count: 'how many (100)' },
    asks: ({ args, options: { cursor, count } }) => ({
      method: 'GET',
      path: `${ofTenant(args, 'tokens')}${query({ cursor, count })}`,
    }),
    list: {
      of: 'tokens',
      columns: ['id', 'label', 'status', 'createdBy', 'lastUsedAt', 'expiresAt'],
    },
  },
  {
    name: 'token revoke',
    says: 'Revokes a token: within a second no gateway admits it.',
    args: ['tenant', 'token-id'],
    asks: ({ args }) => ({
      method: 'DELETE',
      path: ofTenant(args, 'tokens', args['token-id']),
    }),
    done: ({ args }) => `The token ${args['token-id']} is revoked.`,
  },
];

const links: readonly Command[] = [
  {
    name: 'link',
    says: 'Creates a link that opens the tenant’s console once.',
    args: ['tenant'],
    options: {
      hours: 'hours until it ends (24, at most 168)',
      role: 'administrator or viewer',
      label: 'for whom it is',
    },
    asks: ({ args, options: { hours, role, label } }) => ({
      method: 'POST',
      path: ofTenant(args, 'links'),
      body: given({ expiresInHours: numeric(hours), role, label }),
    }),
    shows: ['url', 'id', 'role', 'expiresAt'],
  },
  {
    name: 'links',
    says: 'Lists the set-up links of a tenant, newest first.',
    args: ['tenant'],
    asks: ({ args }) => ({ method: 'GET', path: ofTenant(args, 'links') }),
    list: { of: 'links', columns: ['id', 'status', 'role', 'label', 'createdBy', 'expiresAt'] },
  },
  {
    name: 'unlink',
    says: 'Revokes a set-up link and ends its session.',
    args: ['tenant', 'link-id'],
    asks: ({ args }) => ({
      method: 'DELETE',
      path: ofTenant(args, 'links', args['link-id']),
    }),
    done: ({ args }) => `The link ${args['link-id']} is revoked.`,
  },
];

const watching: readonly Command[] = [
  {
    name: 'requests',
    says: 'Shows the requests of the identity provider and their responses, newest first.',
    args: ['tenant'],
    options: {
      follow: 'follow new requests until Ctrl-C',
      count: 'how many (50)',
      outcome: 'accepted or refused',
      status: 'answers with this status only',
      user: 'requests about this user’s id only',
    },
    flags: ['follow'],
    asks: ({ args, options: { follow, count, outcome, status, user } }) => ({
      method: 'GET',
      path: `${ofTenant(args, 'requests')}${
        follow ? '/live' : query({ count, outcome, status, user })
      }`,
    }),
    list: {
      of: 'requests',
      columns: ['at', 'method', 'path', 'status', 'count', 'ms', 'code', 'detail'],
    },
    isStream: ({ options }) => options['follow'] === true,
  },
  {
    name: 'events',
    says: 'Shows the events of a tenant in their order.',
    args: ['tenant'],
    options: { from: 'the first position (1)', count: 'how many (100)' },
    asks: ({ args, options: { from, count } }) => ({
      method: 'GET',
      path: `${ofTenant(args, 'events')}${query({ from, count })}`,
    }),
    list: { of: 'events', columns: ['position', 'time', 'type', 'subject', 'actor', 'data'] },
  },
  {
    name: 'names',
    says: 'Shows names that the current rules refuse, or that collide with another name.',
    args: ['tenant'],
    options: { after: 'next of the page before' },
    asks: ({ args, options: { after } }) => ({
      method: 'GET',
      path: `${ofTenant(args, 'names')}${query({ after })}`,
    }),
    list: { of: 'names', columns: ['kind', 'id', 'name', 'meetsId', 'meetsName', 'says'] },
  },
  {
    name: 'quirks',
    says: 'Shows which quirks the identity provider needed; with an option, changes them.',
    args: ['tenant'],
    options: {
      on: 'names to switch on, comma separated',
      off: 'names to switch off, comma separated',
      strictness: 'tolerant or interop',
    },
    asks: ({ args, options: { on, off, strictness } }) => {
      const names = (value: unknown): unknown =>
        typeof value === 'string' ? value.split(',') : undefined;
      const body = given({ on: names(on), off: names(off), strictness });
      const where = ofTenant(args, 'quirks');
      return Object.keys(body).length === 0
        ? { method: 'GET', path: where }
        : { method: 'PATCH', path: where, body };
    },
    list: { of: 'quirks', columns: ['name', 'provider', 'on', 'count', 'lastAt'] },
  },
];

export const commands: readonly (Command | Move | Making)[] = [
  ...tenants,
  ...moves,
  ...keys,
  ...tokens,
  ...links,
  ...watching,
];
