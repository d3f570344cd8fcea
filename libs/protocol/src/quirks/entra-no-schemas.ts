import { BULK_REQUEST_URN } from '../bulk/request';
import { member } from '../message';
import { PATCH_URN } from '../patch/operation';
import { SEARCH_URN } from '../search';
import { isObject } from '../value';
import type { Quirk } from './quirk';
import { schemaAt } from './schema-at';

/** What messages are that do not say it, by the end of their address. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/\/Bulk\/?($|\?)/i, BULK_REQUEST_URN],
  [/\/\.search\/?($|\?)/i, SEARCH_URN],
];

/** Reported of Entra's PATCH, and common in administrators' own scripts. */
export const entraNoSchemas: Quirk = {
  name: 'entra-no-schemas',
  provider: 'entra',
  summary: 'A body without `schemas` is read as the schema of its endpoint.',
  rewrite: ({ method, path = '', body }) => {
    if (!isObject(body) || (member(body, 'schemas') ?? null) !== null) return body;
    const urn =
      method === 'PATCH'
        ? PATCH_URN
        : (MESSAGES.find(([address]) => address.test(path))?.[1] ?? schemaAt(path));
    return { ...body, schemas: [urn] };
  },
};
