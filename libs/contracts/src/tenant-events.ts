import type { Fact } from './event';

export type ProfileName = 'strict' | 'full';

export type TenantRegistered = Fact<
  'TenantRegistered',
  { readonly name: string; readonly profile: ProfileName }
>;
export type TenantRenamed = Fact<'TenantRenamed', { readonly name: string }>;
export type ProvisioningEnabled = Fact<'ProvisioningEnabled', Record<string, never>>;
export type ProvisioningDisabled = Fact<'ProvisioningDisabled', Record<string, never>>;
export type ProfileChosen = Fact<'ProfileChosen', { readonly profile: ProfileName }>;

export type TenantEvent =
  | TenantRegistered
  | TenantRenamed
  | ProvisioningEnabled
  | ProvisioningDisabled
  | ProfileChosen;
