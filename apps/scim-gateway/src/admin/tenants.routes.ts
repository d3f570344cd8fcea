import { overview, tenantPage, tenantView } from '@rollcall/contracts';
import { ChangeTenantDto, RegisterTenantDto } from './admin.dto';
import { PageDto } from '../admin-kit/page.dto';
import type { Route } from '../admin-kit/route';

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
