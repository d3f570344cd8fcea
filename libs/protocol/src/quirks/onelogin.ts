import { isObject, type Json } from '../value';
import { ENTERPRISE_URN } from '../schemas/enterprise-user';
import type { Quirk } from './quirk';
import { schemaAt } from './schema-at';

const CORE = 'urn:scim:schemas:core:1.0';
const ENTERPRISE = 'urn:scim:schemas:extension:enterprise:1.0';

/** OneLogin's documented template names the schemas of SCIM 1.1. */
export const oneloginSchemas: Quirk = {
  name: 'onelogin-schemas',
  provider: 'onelogin',
  summary: 'URNs of SCIM 1.1 are read as those of 2.0.',
  rewrite: ({ path, body }) => {
    if (!isObject(body) || !Array.isArray(body['schemas'])) return body;
    const schemas = body['schemas'] as readonly Json[];
    const core = schemaAt(path);
    const next = schemas.map((one) =>
      one === CORE ? core : one === ENTERPRISE ? ENTERPRISE_URN : one,
    );
    return next.some((one, i) => one !== schemas[i]) ? { ...body, schemas: next } : body;
  },
};

/** OneLogin's enterprise template renders `emails` as one object. */
export const oneloginEmails: Quirk = {
  name: 'onelogin-emails',
  provider: 'onelogin',
  summary: 'A single e-mail object is read as a list of one.',
  rewrite: ({ method, body }) =>
    method !== 'PATCH' && isObject(body) && isObject(body['emails'])
      ? { ...body, emails: [body['emails']] }
      : body,
};
