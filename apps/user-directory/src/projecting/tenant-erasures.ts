import type { MovedTenantErased, TenantErased } from '@rollcall/contracts';

/** The types of event after which nothing of a tenant stays here; it may live on elsewhere. */
export type TenantErasure = (TenantErased | MovedTenantErased)['type'];

const ERASURES: { readonly [Type in TenantErasure]: true } = {
  TenantErased: true,
  MovedTenantErased: true,
};

export const isTenantErasure = (type: string): type is TenantErasure =>
  Object.hasOwn(ERASURES, type);
