import type { InternalCaller } from '@rollcall/platform';

/** Who may ask what below /internal. */
export const INTERNAL_ROUTES: Readonly<Record<string, readonly InternalCaller[]>> = {
  'POST /internal/v1/tenants/:tenantId/:kind/list': ['gateway'],
  'GET /internal/v1/holds': ['gateway', 'operator'],
  'POST /internal/v1/tenants/:tenantId/redrive': ['gateway', 'operator'],
};
