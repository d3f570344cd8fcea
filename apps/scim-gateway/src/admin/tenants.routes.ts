import { ChangeTenantDto, PageDto, RegisterTenantDto } from './admin.dto';
import type { Route } from '../admin-kit/route';
import {
  list,
  object,
  oneOf,
  orNull,
  page,
  text,
  time,
  whole,
  type Shown,
} from '../admin-kit/shapes';

const tenantView = object({
  id: text,
  name: text,
  profile: oneOf('strict', 'full'),
  provisioning: oneOf('enabled', 'disabled'),
  rateLimit: orNull(whole),
  createdAt: time,
  scimBaseUrl: text,
});
/** A tenant as the admin API shows it. */
export type TenantView = Shown<typeof tenantView>;

const tenantPage = page({ tenants: list(tenantView) });

/** Refused requests are counted up to so many of a tenant. */
export const MOST_REFUSED = 100;

export const overview = page({
  tenants: list(
    object(
      {
        id: text,
        name: text,
        profile: oneOf('strict', 'full'),
        provisioning: oneOf('enabled', 'disabled'),
        rateLimit: orNull(whole),
        position: whole,
        relayed: whole,
        lag: whole,
        held: orNull(text),
        requestsLastMinute: orNull(whole),
        /** Of the last hour, MOST_REFUSED at most; null where requests are not logged. */
        refusedLastHour: orNull(whole),
        /** When a live token was last used; null where none was, or where requests are not logged. */
        lastRequestAt: orNull(time),
        /** People who could not be switched off. */
        stillOn: whole,
        quirks: list(text),
        createdAt: time,
      },
      /** When its last live token ends, null without one; left out while the token service is away. */
      { tokensEndAt: orNull(time) },
    ),
  ),
});
export type Overview = Shown<typeof overview>;

const ALL = '/admin/v1/tenants';
const ONE = '/admin/v1/tenants/:tenantId';

export const tenantsRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: ALL,
    leaves: ['TenantRegistered', 'ProvisioningEnabled'],
    rank: 'operator',
    says: 'Registers a customer organisation.',
    body: RegisterTenantDto,
    answers: { 201: tenantView },
    refusals: [409],
    creates: 'plain',
  },
  {
    method: 'GET',
    path: ALL,
    rank: 'operator',
    says: 'Lists the tenants, oldest first.',
    query: PageDto,
    answers: { 200: tenantPage },
  },
  {
    method: 'GET',
    path: '/admin/v1/overview',
    rank: 'operator',
    says: 'Shows the state of each tenant: positions, published events, holds and quirks.',
    query: PageDto,
    answers: { 200: overview },
  },
  {
    method: 'GET',
    path: ONE,
    rank: 'viewer',
    says: 'Shows one tenant.',
    answers: { 200: tenantView },
  },
  {
    method: 'PATCH',
    path: ONE,
    leaves: [
      'TenantRenamed',
      'ProfileChosen',
      'ProvisioningEnabled',
      'ProvisioningDisabled',
      'RateLimitChosen',
    ],
    rank: 'administrator',
    says: 'Changes a tenant; fields that are not sent stay.',
    body: ChangeTenantDto,
    forOperator: ['name', 'profile', 'rateLimit'],
    answers: { 200: tenantView },
  },
];
