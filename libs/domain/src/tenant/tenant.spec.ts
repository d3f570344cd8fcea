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
const EU = 'https://eu.example.com';
const moved: TenantEvent = { type: 'TenantMoved', data: { to: EU } };
const copyErased: TenantEvent = { type: 'MovedTenantErased', data: { to: EU } };

const register: TenantCommand = {
  type: 'RegisterTenant',
  name: 'Acme',
  profile: 'strict',
  provisioning: 'enabled',
};
const rename: TenantCommand = { type: 'ChangeTenant', name: 'Acme & Sons' };
const erase: TenantCommand = { type: 'EraseTenant' };
const move: TenantCommand = { type: 'ChangeTenant', movedTo: EU };

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

  it('moves when closed, once', () => {
    tenant(registered).when(move).then(moved);
    tenant(registered, moved).when(move).thenNothing();
    tenant(registered, enabled).when(move).thenRefused('tenant-not-closed');
  });

  it('closes and moves in one change', () =>
    tenant(registered, enabled)
      .when({ ...move, provisioning: 'disabled' })
      .then(disabled, moved));

  it('is not opened again where it moved away from', () =>
    tenant(registered, moved)
      .when({ type: 'ChangeTenant', provisioning: 'enabled' })
      .thenRefused('tenant-moved'));

  it('that moved is erased as a copy: nobody deletes the one that lives', () => {
    tenant(registered, moved).when(erase).then(copyErased);
    tenant(registered, moved, copyErased).when(erase).thenNothing();
  });

  it('has no name any more when erased', () => {
    tenant(registered, erased).when(rename).thenRefused('tenant-unknown');
    tenant(registered, erased).when(register).thenRefused('tenant-exists');
  });
});
