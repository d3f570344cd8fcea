import type { Rows } from './catalogue-row';
import { acted, oneOf, word } from './payload-schema';
import type { Acted, Fact } from './event';

export type ProfileName = 'strict' | 'full';

export type TenantRegistered = Fact<
  'TenantRegistered',
  Acted & { readonly name: string; readonly profile: ProfileName }
>;
export type TenantRenamed = Fact<'TenantRenamed', Acted & { readonly name: string }>;
export type ProvisioningEnabled = Fact<'ProvisioningEnabled', Acted>;
export type ProvisioningDisabled = Fact<'ProvisioningDisabled', Acted>;
/** Final: the tenant is closed for good, and everything about it is forgotten but its id. */
export type TenantErased = Fact<'TenantErased', Acted>;
/**
 * The tenant's history goes on at another installation, whose name is its URI; here nothing more
 * happens to it. Who reads both leaves to the other what is kept of the tenant.
 */
export type TenantMoved = Fact<'TenantMoved', Acted & { readonly to: string }>;
/**
 * What this installation had of a moved tenant was erased; the tenant lives on there. A type of its
 * own: at TenantErased readers delete the tenant, and those of former releases skip this one.
 */
export type MovedTenantErased = Fact<'MovedTenantErased', Acted & { readonly to: string }>;
export type ProfileChosen = Fact<'ProfileChosen', Acted & { readonly profile: ProfileName }>;

export type TenantEvent =
  | TenantRegistered
  | TenantRenamed
  | ProvisioningEnabled
  | ProvisioningDisabled
  | ProfileChosen
  | TenantErased
  | TenantMoved
  | MovedTenantErased;

const profile = oneOf('strict', 'full');

export const tenantEvents: Rows<TenantEvent> = {
  TenantRegistered: {
    subject: 'tenants',
    summary: 'A customer organisation was registered.',
    data: { name: word, profile, ...acted },
  },
  TenantRenamed: {
    subject: 'tenants',
    summary: 'A customer organisation has another name.',
    data: { name: word, ...acted },
  },
  ProvisioningEnabled: {
    subject: 'tenants',
    summary: 'Changes are accepted from now on.',
    data: acted,
  },
  ProvisioningDisabled: {
    subject: 'tenants',
    summary: 'Changes are refused from now on.',
    data: acted,
  },
  ProfileChosen: {
    subject: 'tenants',
    summary: 'Another profile, the set of accepted attributes, was chosen.',
    data: { profile, ...acted },
  },
  TenantErased: {
    subject: 'tenants',
    summary: 'A closed organisation was erased: delete all its data. Final.',
    data: acted,
  },
  TenantMoved: {
    subject: 'tenants',
    summary: 'The organisation moved to another installation, which continues its history.',
    data: { to: word, ...acted },
  },
  MovedTenantErased: {
    subject: 'tenants',
    summary:
      'The copy that a moved organisation left here was erased; the organisation itself lives on.',
    data: { to: word, ...acted },
  },
};
