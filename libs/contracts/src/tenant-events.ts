import type { Fact } from './event';

export type ProfileName = 'strict' | 'full';

export type TenantRegistered = Fact<
  'TenantRegistered',
  { readonly name: string; readonly profile: ProfileName }
>;
export type TenantRenamed = Fact<'TenantRenamed', { readonly name: string }>;
export type ProvisioningEnabled = Fact<'ProvisioningEnabled', Record<string, never>>;
export type ProvisioningDisabled = Fact<'ProvisioningDisabled', Record<string, never>>;
/** Final: the tenant is closed for good, and everything about it is forgotten but its id. */
export type TenantErased = Fact<'TenantErased', Record<string, never>>;
export type ProfileChosen = Fact<'ProfileChosen', { readonly profile: ProfileName }>;

export type TenantEvent =
  | TenantRegistered
  | TenantRenamed
  | ProvisioningEnabled
  | ProvisioningDisabled
  | ProfileChosen
  | TenantErased;
