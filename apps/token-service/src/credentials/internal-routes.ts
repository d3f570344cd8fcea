import type { InternalCaller } from '@rollcall/platform';

const TOKENS = '/internal/v1/tenants/:tenantId/tokens';
const TRUSTS = '/internal/v1/tenants/:tenantId/trusts';
const ACCESS_TOKENS = '/internal/v1/tenants/:tenantId/access-tokens';
const CLIENTS = '/internal/v1/tenants/:tenantId/clients';

/**
 * The callers of each route. An operator can list and revoke tokens while no gateway runs; only the
 * gateway issues, admits and erases them.
 */
export const INTERNAL_ROUTES: Readonly<Record<string, readonly InternalCaller[]>> = {
  'POST /internal/v1/admissions': ['gateway'],
  'POST /internal/v1/token-ids': ['gateway'],
  'POST /internal/v1/network-uses': ['gateway'],
  'POST /internal/v1/last-ends': ['gateway'],
  'POST /internal/v1/access-tokens': ['gateway'],
  'POST /internal/v1/assertions': ['gateway'],
  [`POST ${TRUSTS}`]: ['gateway'],
  [`GET ${TRUSTS}`]: ['gateway', 'operator'],
  [`GET ${ACCESS_TOKENS}`]: ['gateway', 'operator'],
  [`PUT ${ACCESS_TOKENS}`]: ['gateway'],
  [`POST ${CLIENTS}`]: ['gateway'],
  [`GET ${CLIENTS}`]: ['gateway', 'operator'],
  [`DELETE ${CLIENTS}/:clientId`]: ['gateway', 'operator'],
  [`POST ${CLIENTS}/:clientId/secrets`]: ['gateway'],
  [`POST ${TOKENS}`]: ['gateway'],
  [`GET ${TOKENS}`]: ['gateway', 'operator'],
  [`DELETE ${TOKENS}`]: ['gateway'],
  [`DELETE ${TOKENS}/:id`]: ['gateway', 'operator'],
};
