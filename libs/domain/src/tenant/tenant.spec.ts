import type { TenantEvent } from '@rollcall/contracts';
import { given } from '@rollcall/testing';
import { tenantDecider, type TenantCommand } from './tenant';

const registered: TenantEvent = {
  type: 'TenantRegistered',
  data: { name: 'Acme', profile: 'strict' },
};
const enabled: TenantEvent = { type: 'ProvisioningEnabled', data: {} };
const disabled: TenantEvent = { type: 'ProvisioningDisabled', data: {} };
const erased: TenantEvent = { type: 'TenantErased', data: {} };

const register: TenantCommand = {
  type: 'RegisterTenant',
  name: 'Acme',
  profile: 'strict',
  provisioning: 'enabled',
};
const rename: TenantCommand = { type: 'ChangeTenant', name: 'Acme & Sons' };
const erase: TenantCommand = { type: 'EraseTenant' };

const tenant = given(tenantDecider);

describe('a tenant', () => {
  it('is registered once', () => {
    tenant().when(register).then(registered, enabled);
    tenant(registered).when(register).thenRefused('tenant-exists');
  });

  it('is erased when closed, once', () => {
    tenant(registered).when(erase).then(erased);
    tenant(registered, enabled, disabled).when(erase).then(erased);
    tenant(registered, erased).when(erase).thenNothing();
  });

  it('is not erased while changes are accepted, nor when it never was', () => {
    tenant(registered, enabled).when(erase).thenRefused('tenant-not-closed');
    tenant().when(erase).thenRefused('tenant-unknown');
  });

  it('has no name any more when erased', () => {
    tenant(registered, erased).when(rename).thenRefused('tenant-unknown');
    tenant(registered, erased).when(register).thenRefused('tenant-exists');
  });
});
