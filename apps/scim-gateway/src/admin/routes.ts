import { brandingRoutes } from '../branding/branding.routes';
import { connectionRoutes } from '../connection/connection.routes';
import { erasingRoutes } from '../erasing/erasing.routes';
import { expiryRoutes } from '../expiry/expiry.routes';
import { rotationRoutes } from '../tokens/rotation.routes';
import { quirksRoutes } from '../dialects/quirks.routes';
import { namesRoutes } from '../refolding/names.routes';
import { requestsRoutes } from '../requests/requests.routes';
import { statusRoutes } from '../status/status.routes';
import { linksRoutes } from '../ways/links.routes';
import { sessionRoutes } from '../ways/session.routes';
import { holdsRoutes } from './holds.routes';
import { openApiRoutes } from './openapi.routes';
import type { Route } from './route';
import { actsRoutes } from './acts.routes';
import { tenantsRoutes } from './tenants.routes';
import { tokensRoutes } from './tokens.routes';
import { viewsRoutes } from './views.routes';

/**
 * Every route of the admin API. To add one: a row in the `*.routes.ts` beside its controller, and
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
