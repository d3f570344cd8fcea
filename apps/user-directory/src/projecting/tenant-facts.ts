import {
  isHandled,
  type KnownEvent,
  type ReadEvent,
  type Recorded,
  type TenantEvent,
} from '@rollcall/contracts';
import type { TenantState } from './checkpoint';

type Facts = {
  readonly [Type in TenantEvent['type']]: (
    tenant: TenantState,
    event: Recorded<Extract<TenantEvent, { readonly type: Type }>>,
  ) => void;
};

const erased = (tenant: TenantState): void => {
  tenant.name = null;
  tenant.provisioning = 'erased';
};

/** What the checkpoint of a tenant says of it besides its place in the history. */
const FACTS: Facts = {
  TenantRegistered: (tenant, { data }) => {
    tenant.name = data.name;
    tenant.provisioning = 'disabled';
  },
  TenantRenamed: (tenant, { data }) => {
    tenant.name = data.name;
  },
  ProvisioningEnabled: (tenant) => {
    tenant.provisioning = 'enabled';
  },
  ProvisioningDisabled: (tenant) => {
    tenant.provisioning = 'disabled';
  },
  // Its rows have to be rendered again: the projection of users follows it.
  ProfileChosen: () => undefined,
  TenantMoved: (tenant, { data }) => {
    tenant.movedTo = data.to;
  },
  TenantErased: erased,
  MovedTenantErased: (tenant, { data }) => {
    erased(tenant);
    tenant.movedTo = data.to;
  },
};

export const takeTenantFact = (tenant: TenantState, event: ReadEvent): void => {
  if (!isHandled<KnownEvent<TenantEvent>>(FACTS, event)) return;
  // The type of an event and the function under its name belong together, which TypeScript cannot say.
  const take = FACTS[event.type] as (tenant: TenantState, event: ReadEvent) => void;
  take(tenant, event);
};
