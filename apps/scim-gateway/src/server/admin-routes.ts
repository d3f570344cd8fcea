import { brandingRoutes } from '../branding/branding.routes';
import { connectionRoutes } from '../connection-test/connection.routes';
import { erasingRoutes } from '../erasure/erasing.routes';
import { expiryRoutes } from '../token-expiry-notices/expiry.routes';
import { rotationRoutes } from '../tokens/rotation.routes';
import { quirksRoutes } from '../idp-compat/quirks.routes';
import { namesRoutes } from '../name-folding/names.routes';
import { requestsRoutes } from '../request-log/requests.routes';
import { statusRoutes } from '../status/status.routes';
import { linksRoutes } from '../console-auth/links.routes';
import { sessionRoutes } from '../console-auth/session.routes';
import { holdsRoutes } from '../admin/holds.routes';
import { openApiRoutes } from '../admin/openapi.routes';
import type { Route } from '../admin-kit/route';
import { actsRoutes } from '../admin/acts.routes';
import { tenantsRoutes } from '../admin/tenants.routes';
import { tokensRoutes } from '../admin/tokens.routes';
import { viewsRoutes } from '../admin/views.routes';

/**
 * Every route of the admin API. To add one: a row in the `*.routes.ts` next to its controller, and
 * that list here. Nothing else says who may call it.
 */
export const routes: readonly Route[] = [
  ...tenantsRoutes,
  ...erasingRoutes,
  ...tokensRoutes,
  ...quirksRoutes,
  ...holdsRoutes,
  ...actsRoutes,
  ...connectionRoutes,
  ...brandingRoutes,
  ...statusRoutes,
  ...rotationRoutes,
  ...expiryRoutes,
  ...requestsRoutes,
  ...viewsRoutes,
  ...namesRoutes,
  ...linksRoutes,
  ...sessionRoutes,
  ...openApiRoutes,
];

const byName = new Map(routes.map((row) => [`${row.method} ${row.path}`, row]));

/** The row of a route as the router knows it; HEAD is GET. */
export const routeOf = (method: string, path: string): Route | undefined =>
  byName.get(`${method === 'HEAD' ? 'GET' : method} ${path}`);
