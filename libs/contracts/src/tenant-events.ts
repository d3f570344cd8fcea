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
export type ProfileChosen = Fact<'ProfileChosen', Acted & { readonly profile: ProfileName }>;

export type TenantEvent =
  | TenantRegistered
  | TenantRenamed
  | ProvisioningEnabled
  | ProvisioningDisabled
  | ProfileChosen
  | TenantErased;
