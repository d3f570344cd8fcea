import type { ProfileName, TenantEvent } from '@rollcall/contracts';
import { evolving, type Decider, type Evolve } from '../decider';
import { DomainError } from '../errors';

export type Tenant =
  | { readonly status: 'absent' }
  | {
      readonly status: 'registered';
      readonly name: string;
      readonly profile: ProfileName;
      readonly provisioning: Provisioning;
      /** The installation that it moved to. */
      readonly movedTo?: string | undefined;
    }
  | { readonly status: 'erased' };

export type Provisioning = 'enabled' | 'disabled';

export type TenantCommand =
  | {
      readonly type: 'RegisterTenant';
      readonly name: string;
      readonly profile: ProfileName;
      readonly provisioning: Provisioning;
    }
  | {
      readonly type: 'ChangeTenant';
      readonly name?: string | undefined;
      readonly profile?: ProfileName | undefined;
      readonly provisioning?: Provisioning | undefined;
      readonly movedTo?: string | undefined;
    }
  | { readonly type: 'EraseTenant' };

const switched = (to: Provisioning): TenantEvent => ({
  type: to === 'enabled' ? 'ProvisioningEnabled' : 'ProvisioningDisabled',
  data: {},
});

const decide = (command: TenantCommand, tenant: Tenant): readonly TenantEvent[] => {
  if (command.type === 'RegisterTenant') {
    if (tenant.status !== 'absent') throw new DomainError('tenant-exists');
    const { name, profile, provisioning } = command;
    const registered: TenantEvent = { type: 'TenantRegistered', data: { name, profile } };
    return provisioning === 'enabled' ? [registered, switched('enabled')] : [registered];
  }
  if (command.type === 'EraseTenant') return erase(tenant);
  if (tenant.status !== 'registered') throw new DomainError('tenant-unknown');
  const {
    name = tenant.name,
    profile = tenant.profile,
    provisioning = tenant.provisioning,
    movedTo = tenant.movedTo,
  } = command;
  // Two installations that accept changes of one tenant would each record a history of their own.
  if (movedTo !== undefined && provisioning === 'enabled')
    throw new DomainError(tenant.movedTo === undefined ? 'tenant-not-closed' : 'tenant-moved');
  const events: TenantEvent[] = [];
  if (name !== tenant.name) events.push({ type: 'TenantRenamed', data: { name } });
  if (profile !== tenant.profile) events.push({ type: 'ProfileChosen', data: { profile } });
  if (provisioning !== tenant.provisioning) events.push(switched(provisioning));
  if (movedTo !== undefined && movedTo !== tenant.movedTo)
    events.push({ type: 'TenantMoved', data: { to: movedTo } });
  return events;
};

/** Final: what was erased already is so, and nothing more happens. */
const erase = (tenant: Tenant): readonly TenantEvent[] => {
  if (tenant.status === 'absent') throw new DomainError('tenant-unknown');
  if (tenant.status === 'erased') return [];
  if (tenant.provisioning === 'enabled') throw new DomainError('tenant-not-closed');
  const { movedTo } = tenant;
  return movedTo === undefined
    ? [{ type: 'TenantErased', data: {} }]
    : [{ type: 'MovedTenantErased', data: { to: movedTo } }];
};

type Registered = Extract<Tenant, { status: 'registered' }>;

/** A tenant that is not registered, or erased, stays what it is. */
const registered = (tenant: Tenant, change: Partial<Omit<Registered, 'status'>>): Tenant =>
  tenant.status === 'registered' ? { ...tenant, ...change } : tenant;

const gone = (_: unknown, tenant: Tenant): Tenant =>
  tenant.status === 'registered' ? { status: 'erased' } : tenant;

const evolve: Evolve<Tenant, TenantEvent> = {
  TenantRegistered: ({ data: { name, profile } }) => ({
    status: 'registered',
    name,
    profile,
    provisioning: 'disabled',
  }),
  TenantRenamed: ({ data: { name } }, tenant) => registered(tenant, { name }),
  ProvisioningEnabled: (_, tenant) => registered(tenant, { provisioning: 'enabled' }),
  ProvisioningDisabled: (_, tenant) => registered(tenant, { provisioning: 'disabled' }),
  ProfileChosen: ({ data: { profile } }, tenant) => registered(tenant, { profile }),
  TenantMoved: ({ data: { to } }, tenant) => registered(tenant, { movedTo: to }),
  TenantErased: gone,
  MovedTenantErased: gone,
};

export const tenantDecider: Decider<Tenant, TenantCommand, TenantEvent> = {
  initial: { status: 'absent' },
  decide,
  ...evolving(evolve),
};
