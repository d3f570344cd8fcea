import type { InternalCaller } from '@rollcall/platform';

const TOKENS = '/internal/v1/tenants/:tenantId/tokens';

/**
 * Who may ask what. An operator can see and revoke tokens here when no gateway does it; tokens are
 * made, admitted and erased by the gateway alone.
 */
export const INTERNAL_ROUTES: Readonly<Record<string, readonly InternalCaller[]>> = {
  'POST /internal/v1/admissions': ['gateway'],
  'POST /internal/v1/token-ids': ['gateway'],
  'POST /internal/v1/last-ends': ['gateway'],
  [`POST ${TOKENS}`]: ['gateway'],
  [`GET ${TOKENS}`]: ['gateway', 'operator'],
  [`DELETE ${TOKENS}`]: ['gateway'],
  [`DELETE ${TOKENS}/:id`]: ['gateway', 'operator'],
};
