import type { Type } from '@nestjs/common';
import type { Route } from '../admin-kit/operation';
import { routesOf } from '../admin-kit/routes-of';
import { ActsController } from '../admin/acts.controller';
import { EndpointsController } from '../admin/endpoints.controller';
import { EventsController } from '../admin/events.controller';
import { GroupViewsController } from '../admin/group-views.controller';
import { HoldsController } from '../admin/holds.controller';
import { SubscriptionsController } from '../admin/subscriptions.controller';
import { TenantsController } from '../admin/tenants.controller';
import { TokensController } from '../admin/tokens.controller';
import { UserViewsController } from '../admin/user-views.controller';
import { BrandingController } from '../branding/branding.controller';
import { ConnectionController } from '../connection-test/connection.controller';
import { LinkBrandingController } from '../console-auth/link-branding.controller';
import { LinksController } from '../console-auth/links.controller';
import { SessionController } from '../console-auth/session.controller';
import { SignInController } from '../console-auth/sign-in.controller';
import { ErasingController } from '../erasure/erasing.controller';
import { QuirksController } from '../idp-compat/quirks.controller';
import { NamesController } from '../name-folding/names.controller';
import { RequestsController } from '../request-log/requests.controller';
import { ClientsController } from '../oauth/clients.controller';
import { TrustsController } from '../oauth/trusts.controller';
import { StatusController } from '../status/status.controller';
import { ExpiryController } from '../token-expiry-notices/expiry.controller';
import { RotationController } from '../tokens/rotation.controller';
import { OpenApiController } from './openapi.controller';

/** The controllers of the admin API, in the order of its document. One that is not here stops the start. */
const CONTROLLERS: readonly Type<object>[] = [
  TenantsController,
  ErasingController,
  TokensController,
  ClientsController,
  TrustsController,
  QuirksController,
  HoldsController,
  SubscriptionsController,
  EndpointsController,
  ActsController,
  ConnectionController,
  BrandingController,
  StatusController,
  RotationController,
  ExpiryController,
  RequestsController,
  UserViewsController,
  GroupViewsController,
  EventsController,
  NamesController,
  LinksController,
  SessionController,
  SignInController,
  LinkBrandingController,
  OpenApiController,
];

/** Every route of the admin API, as its handler describes it. */
export const routes: readonly Route[] = CONTROLLERS.flatMap(routesOf);

const byName = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));

/** A route as the router knows it; HEAD is GET. */
export const routeOf = (method: string, path: string): Route | undefined =>
  byName.get(`${method === 'HEAD' ? 'GET' : method} ${path}`);
